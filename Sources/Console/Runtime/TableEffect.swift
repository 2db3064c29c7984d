import OpsDomain

/// A table asked for by its name.
enum TableEffect {
    static func open(_ name: String, _ services: ConsoleServices) -> Effect<ConsoleMessage> {
        .run("table") { scope in
            do {
                scope.send(.tableOpened(try await services.table(name)))
            } catch {
                if let failure = ServiceFailure.told(error) { scope.send(.tableRefused(failure)) }
            }
        }
    }
}
