import ArgumentParser

/// How the console looks.
struct LookOptions: ParsableArguments, Sendable {
    @Option(help: "A theme by name (dark, light, mono, …), or a theme file's path.")
    var theme: String?

    @Flag(help: "Draw with ASCII characters only.")
    var ascii = false
}
