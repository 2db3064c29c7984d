import Glibc
import NIOCore
import NIOPosix

/// What NIO's errors come to in words that a person reads: `Connection refused`, not the call that met it.
enum TransportErrorWords {
    static func of(_ error: any Error) -> String {
        switch error {
        case let system as IOError: words(of: system.errnoCode)
        case let connection as NIOConnectionError:
            if connection.dnsAError != nil || connection.dnsAAAAError != nil, connection.connectionErrors.isEmpty {
                "the name \(connection.host) cannot be resolved"
            } else {
                connection.connectionErrors.first.map { of($0.error) } ?? "nobody answered"
            }
        case ChannelError.connectTimeout: "no connection in time"
        case ChannelError.inputClosed, ChannelError.eof, ChannelError.ioOnClosedChannel: "the connection was closed"
        default: "\(error)"
        }
    }

    /// glibc keeps the text by thread (since 2.32).
    private static func words(of code: CInt) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}
