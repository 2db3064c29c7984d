import AWSClient
import ArgumentParser
import OpsDomain

/// What a command's end tells the program that called it.
enum ExitStatus: Int32 {
    case done = 0
    case failed = 1
    case usage = 2
    case partlyDone = 3
    case notFound = 4
    case denied = 5
}

/// An error that ends a command: one sentence for standard error, and the exit status.
struct CommandFailure: Error {
    let status: ExitStatus
    let sentence: String

    init(_ status: ExitStatus, _ sentence: String) {
        self.status = status
        self.sentence = sentence
    }

    /// What any error of ours comes to.
    init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure:
            self = failure
        case let failure as ServiceFailure:
            self.init(Self.status(failure.reason), Self.sentence(failure))
        case let failure as AWSError:
            self.init(.failed, failure.message)
        case let failure as ChildProcess.Failure:
            self.init(.failed, failure.description)
        case is CancellationError:
            self.init(.failed, "Stopped.")
        default:
            self.init(.failed, String(describing: error))
        }
    }

    private static func status(_ reason: ServiceFailure.Reason) -> ExitStatus {
        switch reason {
        case .denied, .readOnly: .denied
        case .notFound: .notFound
        case .misconfigured, .throttled, .unreachable, .timedOut, .expiredCredentials, .conflict, .invalid, .unexpected:
            .failed
        }
    }

    private static func sentence(_ failure: ServiceFailure) -> String {
        failure.requestID.map { "\(failure.sentence) (request \($0))" } ?? failure.sentence
    }
}
