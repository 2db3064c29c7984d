import Glibc

/// Where the files that ship with the binary are: themes, the demo server.
///
/// `make install` puts them under `PREFIX/share/nightdesk`; in a checkout they stand where they are written.
enum ShareDirectory {
    /// The first of the places that exists, or nil: `NIGHTDESK_SHARE`, `../share/nightdesk` beside the binary, the
    /// checkout that the binary was built in.
    static func path(_ kind: Kind, environment: [String: String] = ProcessEnvironment.current) -> String? {
        var places: [String] = []
        if let share = environment["NIGHTDESK_SHARE"], !share.isEmpty { places.append("\(share)/\(kind.installed)") }
        if let binary = realPath("/proc/self/exe") {
            var folder = parent(binary)
            places.append("\(parent(folder))/share/nightdesk/\(kind.installed)")
            // A built binary stands in .build/<triple>/<configuration> below the checkout.
            while folder != "/" {
                if exists("\(folder)/Package.swift") { places.append("\(folder)/\(kind.inCheckout)") }
                folder = parent(folder)
            }
        }
        return places.first(where: exists)
    }

    enum Kind {
        case themes
        case demoServer

        fileprivate var installed: String {
            switch self {
            case .themes: "themes"
            case .demoServer: "demo-server"
            }
        }

        fileprivate var inCheckout: String {
            switch self {
            case .themes: "themes"
            case .demoServer: "Sources/nightdesk/Resources/DemoServer"
            }
        }
    }

    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    private static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
