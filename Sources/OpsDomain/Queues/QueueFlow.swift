/// How a queue moves: what comes in, what is dealt with, and when it will be empty if that goes on.
package struct QueueFlow: Hashable, Sendable {
    /// Who says so.
    package enum Source: Hashable, Sendable {
        /// CloudWatch's counts, the newest of them until then.
        case cloudWatch(until: Timestamp)
        /// The depths that this console has seen.
        case ownSamples
    }

    /// Messages a minute; nil when nobody knows.
    package let inPerMinute: Double?
    package let outPerMinute: Double?
    /// Messages a minute that the depth grows by; negative when it shrinks.
    package let growthPerMinute: Double?
    /// Where the growth comes from, and the drain with it.
    package let source: Source?
    package let drain: QueueDrain

    /// Rates are means over five minutes.
    private static let periods = 5

    /// - Parameters:
    ///   - depth: what waits now; nil when it could not be asked.
    ///   - isDeadLetterQueue: CloudWatch does not count what a redrive policy brings in as sent, so that nothing follows
    ///     from its counts there.
    ///     https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
    package init(
        depth: Int?, isDeadLetterQueue: Bool, metrics: QueueMetrics?, samples: QueueSamples?, now: Timestamp
    ) {
        func rate(_ measure: QueueMeasure) -> (rate: Double, until: Timestamp)? {
            metrics?.recent[measure]?.perMinute(periods: Self.periods, within: QueueMetrics.currency, now: now)
        }
        let (sent, deleted) = (isDeadLetterQueue ? nil : rate(.sent), rate(.deleted))
        inPerMinute = sent?.rate
        outPerMinute = deleted?.rate
        if let sent, let deleted {
            growthPerMinute = sent.rate - deleted.rate
            source = .cloudWatch(until: min(sent.until, deleted.until))
        } else {
            growthPerMinute = samples?.growthPerMinute
            source = growthPerMinute == nil ? nil : .ownSamples
        }
        drain = QueueDrain(depth: depth, in: inPerMinute, out: outPerMinute, growth: growthPerMinute)
    }
}

/// When a queue will be empty, if it goes on as it does.
package enum QueueDrain: Hashable, Sendable {
    /// Not enough is known.
    case unknown
    case empty
    case minutes(Double)
    /// No more waits than is dealt with in a minute, and as much goes out as comes in.
    case keepingUp
    /// Nothing moves, or as much comes as goes.
    case level
    case growing

    /// - Parameters:
    ///   - growth: messages a minute, out taken from in.
    package init(depth: Int?, in incoming: Double?, out: Double?, growth: Double?) {
        guard let depth else {
            self = .unknown
            return
        }
        guard depth > 0 else {
            self = .empty
            return
        }
        guard let growth, growth.isFinite else {
            self = .unknown
            return
        }
        // What a redrive policy takes away is counted as sent and never as deleted: a tenth more in than out may be that.
        let doubt = (incoming ?? 0) * 0.1
        if incoming != nil, let out, Double(depth) <= out, growth <= doubt {
            self = .keepingUp
        } else if growth < 0 {
            self = .minutes(Double(depth) / -growth)
        } else {
            self = growth > doubt ? .growing : .level
        }
    }

    /// For sorting: the longest last, and what never ends after it; nil when nothing is known.
    package var rank: Double? {
        switch self {
        case .unknown: nil
        case .empty: -1
        case .keepingUp: 0
        case .minutes(let minutes): minutes
        case .level: .greatestFiniteMagnitude
        case .growing: .infinity
        }
    }

    /// In a word: `12 m`, `growing`; nil when nothing is known.
    package var text: String? {
        switch self {
        case .unknown: nil
        case .empty: "empty"
        case .keepingUp: "keeps up"
        case .minutes(let minutes): RelativeAge.text(seconds: minutes * 60)
        case .level: "level"
        case .growing: "growing"
        }
    }
}
