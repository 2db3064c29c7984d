import OpsDomain

/// A service that answers with a page token it gave before would be asked for ever.
enum PagingFailure {
    static func repeated(of what: String) -> ServiceFailure {
        ServiceFailure(reason: .unexpected, sentence: "The same page of \(what) was offered twice.")
    }
}
