/// Why bytes are not the JSON that was expected.
struct JSONFailure: Error, Hashable, Sendable {
    /// Bytes before the place where reading stopped.
    let offset: Int
    /// What was wrong there, as part of a sentence: `a colon expected`.
    let reason: String
}
