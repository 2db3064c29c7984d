import NIOCore
import NIOPosix
import Synchronization

/// A server on 127.0.0.1 that answers each request with bytes as they are given, right or wrong.
final class LoopbackServer: Sendable {
    /// What is done once a whole request has come.
    enum Answer: Sendable {
        case bytes(String)
        /// The bytes, then the connection ends.
        case bytesThenClose(String)
        case silence
    }

    private let channel: any Channel
    private let seen: Seen

    /// - Parameters:
    ///   - answers: one a request, the last again and again; none for silence.
    ///   - greeting: said to each connection before anything is asked.
    static func start(_ answers: [Answer], greeting: String = "") async throws -> LoopbackServer {
        let seen = Seen(answers: answers, greeting: greeting)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(RequestCollector(seen: seen))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return LoopbackServer(channel: channel, seen: seen)
    }

    private init(channel: any Channel, seen: Seen) {
        self.channel = channel
        self.seen = seen
    }

    var port: Int { channel.localAddress?.port ?? 0 }
    /// Whole requests as they came.
    var requests: [String] { seen.state.withLock { $0.requests } }
    var connections: Int { seen.state.withLock { $0.connections } }

    func stop() async throws {
        try await channel.close()
    }
}

private final class Seen: Sendable {
    struct State {
        var answers: [LoopbackServer.Answer]
        var requests: [String] = []
        var connections = 0
    }

    let state: Mutex<State>
    let greeting: String

    init(answers: [LoopbackServer.Answer], greeting: String) {
        state = Mutex(State(answers: answers))
        self.greeting = greeting
    }

    func answer(to request: String) -> LoopbackServer.Answer {
        state.withLock { state in
            state.requests.append(request)
            return state.answers.count > 1 ? state.answers.removeFirst() : state.answers.first ?? .silence
        }
    }
}

/// Gathers a request until its head and as many bytes as it announces are there.
private final class RequestCollector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let seen: Seen
    private var bytes: [UInt8] = []

    init(seen: Seen) {
        self.seen = seen
    }

    func channelActive(context: ChannelHandlerContext) {
        seen.state.withLock { $0.connections += 1 }
        guard !seen.greeting.isEmpty else { return }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: seen.greeting)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes += Array(unwrapInboundIn(data).readableBytesView)
        let text = String(decoding: bytes, as: UTF8.self)
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return }
        let announced = parts[0].lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
        let length = announced.flatMap { Int($0.dropFirst(15).drop { $0 == " " }) } ?? 0
        guard parts[1].utf8.count >= length else { return }
        bytes = []
        switch seen.answer(to: text) {
        case .bytes(let answer): context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
        case .bytesThenClose(let answer):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
            context.close(promise: nil)
        case .silence: break
        }
    }
}
