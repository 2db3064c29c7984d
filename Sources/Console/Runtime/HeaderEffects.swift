import OpsDomain

/// What the console itself asks of the world: who we are, and what our requests come to.
enum HeaderEffects {
    static func all(_ services: ConsoleServices) -> [Effect<ConsoleMessage>] {
        [identity(services.identity), meter(services.meter), JournalEffects.settle(services.journal)]
    }

    /// Asks once; while there is no connection it asks again, at a rate that nobody notices.
    private static func identity(_ service: IdentityService) -> Effect<ConsoleMessage> {
        .run("identity") { scope in
            var pause = Duration.seconds(5)
            while !Task.isCancelled {
                do {
                    scope.send(.identityLearned(try await service.caller()))
                    return
                } catch let failure as ServiceFailure {
                    scope.send(.identityRefused(failure))
                    guard failure.mayPass else { return }
                } catch is CancellationError {
                    return
                } catch {
                    scope.send(
                        .identityRefused(ServiceFailure(reason: .unexpected, sentence: String(describing: error))))
                    return
                }
                do { try await scope.sleep(pause) } catch { return }
                pause = min(pause * 2, .seconds(60))
            }
        }
    }

    private static func meter(_ meter: @escaping @Sendable () -> AsyncStream<MeterReading>) -> Effect<ConsoleMessage> {
        .run("meter") { scope in
            for await reading in meter() { scope.send(.meterRead(reading)) }
        }
    }
}

extension ServiceFailure {
    /// Whether asking again later can help without anybody doing something about it here.
    fileprivate var mayPass: Bool {
        switch reason {
        case .throttled, .unreachable, .timedOut: true
        case .denied, .notFound, .expiredCredentials, .misconfigured, .conflict, .invalid, .readOnly, .unexpected:
            isTransient
        }
    }
}
