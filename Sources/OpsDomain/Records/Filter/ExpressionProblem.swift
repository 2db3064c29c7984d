/// What keeps a text from being an expression.
package struct ExpressionProblem: Error, Hashable, Sendable {
    /// The byte where it was noticed.
    package let offset: Int
    /// What was expected there, for the person.
    package let sentence: String

    package init(offset: Int, _ sentence: String) {
        self.offset = offset
        self.sentence = sentence
    }
}
