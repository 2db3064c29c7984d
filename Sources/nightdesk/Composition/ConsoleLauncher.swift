import Console
import ConsoleConfiguration
import Glibc
import OpsDomain
import TerminalCore
import TerminalNcurses

/// Opens the console on a session: the terminal, the theme, the panes, the runtime, and the way out of each.
struct ConsoleLauncher {
    let session: Session
    let look: LookOptions
    let settings: Settings
    let warnings: [ConfigurationWarning]
    let environment: [String: String]

    /// Runs the console on this thread until the person leaves; answers why it ended.
    func run() throws -> ExitReason {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw CommandFailure(
                .failed,
                "The console needs a terminal. For scripts there are commands: `nightdesk users list`, `queues list`, "
                    + "`dlq list`, `logs tail`.")
        }
        var (theme, problems) = try loadTheme()
        let (keys, keyProblems) = chosenKeys()
        problems += keyProblems
        let locale = TerminalLocale.activate()
        let terminal = try openTerminal()
        defer { terminal.close() }
        theme = theme.downgraded(to: colorDepth(of: terminal))
        let usesASCII = look.ascii || settings.usesASCII == true || !locale.isUnicodeTerminal
        let options = ConsoleOptions(
            theme: theme, symbols: usesASCII ? .ascii : .unicode, isReadOnly: session.isReadOnly,
            keyOverrides: keys, utcOffset: localOffset(),
            warnings: warnings.map(\.description) + problems)
        let services = session.services
        let runtime = Runtime(
            terminal: terminal, panes: PaneCatalog.panes(services, queueThresholds: settings.queueThresholds),
            services: services,
            place: session.place, options: options, clock: session.clock,
            editor: ExternalEditor(environment: environment).editor,
            onShutdown: { _ = await services.deadLetters.releaseAll($0) })
        return runtime.run()
    }

    private func openTerminal() throws -> NcursesTerminal {
        do {
            return try NcursesTerminal(options: NcursesTerminal.Options(mouse: settings.usesMouse ?? true))
        } catch {
            throw CommandFailure(.failed, error.description)
        }
    }

    /// The config file's chords, read; one that is no key is told and left out.
    private func chosenKeys() -> (keys: [String: [Key]], problems: [String]) {
        var problems: [String] = []
        var chosen: [String: [Key]] = [:]
        for (command, chords) in settings.keys {
            let keys = chords.compactMap { chord -> Key? in
                let key = Key(chord: chord)
                if key == nil { problems.append("\"\(chord)\" in the configuration's keys is no key.") }
                return key
            }
            // An empty list takes the keys away on purpose; a misspelled one does not.
            if !keys.isEmpty || chords.isEmpty { chosen[command] = keys }
        }
        return (chosen, problems)
    }

    private func loadTheme() throws -> (Theme, [String]) {
        guard let name = look.theme ?? settings.theme else { return (.standard, []) }
        var directories = ["\(UserDirectories(environment: environment).config)/themes"]
        if let shipped = ShareDirectory.path(.themes, environment: environment) { directories.append(shipped) }
        let library = ThemeLibrary(
            directories: directories, readFile: TextFile.read, listFiles: TextFile.names)
        do {
            let loaded = try library.load(name)
            return (loaded.theme, loaded.warnings.map(\.description))
        } catch {
            // A flag is for now and worth stopping for; a config file must not keep anybody out at three in the morning.
            if look.theme != nil { throw CommandFailure(.usage, error.description) }
            return (.standard, [error.description])
        }
    }

    /// https://no-color.org: any value but an empty one turns colours off.
    private func colorDepth(of terminal: NcursesTerminal) -> ColorDepth {
        environment["NO_COLOR"]?.isEmpty == false ? .monochrome : terminal.colorDepth
    }

    /// Seconds east of UTC now, by the TZ in force.
    private func localOffset() -> Int {
        var moment = time(nil)
        var local = tm()
        localtime_r(&moment, &local)
        return local.tm_gmtoff
    }
}
