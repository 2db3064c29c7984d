/// The words that the demo world is made of. Names come from many scripts on purpose: a console that cannot keep its
/// columns with them is of no use to half of the world.
enum DemoVocabulary {
    static let givenNames = [
        "Ada", "Amina", "Åsa", "Beatriz", "Björn", "Chidi", "Chloé", "Dmitri", "Eleni", "Emre", "Fatima", "Grace",
        "Hana", "Henrik", "Ingrid", "Ivana", "Jamal", "José", "Kaito", "Katarzyna", "Lars", "Leila", "Linus",
        "Małgorzata",
        "Margaret", "Mateo", "Mei", "Mohammed", "Niamh", "Noor", "Olena", "Omar", "Priya", "Quentin", "Rosa", "Ruth",
        "Sana", "Seán", "Sofía", "Søren", "Tariq", "Thảo", "Uma", "Víctor", "Wanjiru", "Xenia", "Yara", "Yusuf", "Zoë",
    ]

    static let familyNames = [
        "Abdi", "Andersson", "Bakker", "Brûlé", "Castro", "Chen", "Dąbrowski", "Diallo", "Edwards", "Eriksen",
        "Fischer",
        "Fontaine", "García", "Gupta", "Haddad", "Hopper", "Ibrahim", "Ivanova", "Jensen", "Jiménez", "Kaya",
        "Kowalski",
        "Lovelace", "Lindqvist", "Mbeki", "Müller", "Nakamura", "Nguyễn", "O'Brien", "Okafor", "Papadopoulos", "Petrov",
        "Quiroga", "Rahman", "Rossi", "Šimić", "Suzuki", "Tanaka", "Torvalds", "Uddin", "Vega", "Virtanen", "Weiß",
        "Yamamoto", "Yılmaz", "Zhang", "Zieliński",
    ]

    /// Names that are not written "given family" in Latin letters.
    static let otherNames = [
        "王小明", "李雪", "田中 太郎", "김민준", "Николай Иванов", "Ελένη Παππά", "محمد علي", "שרה כהן", "अनिका शर्मा",
        "สมชาย ใจดี", "Nguyê\u{303}n Thi\u{323} Hoa", "Zoe\u{308} van der Berg-de la Fontaine y Castellanos",
    ]

    /// RFC 2606: addresses under these reach nobody.
    static let domains = ["example.com", "example.org", "example.net", "mail.example.com"]

    static let products: [(id: String, cents: Int)] = [
        ("prod-keyboard-75", 12_900), ("prod-mouse-ergo", 5_450), ("prod-monitor-27", 38_900),
        ("prod-cable-usbc-2m", 1_290),
        ("prod-dock-12in1", 21_900), ("prod-chair-mesh", 45_000), ("prod-lamp-desk", 6_990),
        ("prod-headset-anc", 24_900),
        ("prod-webcam-4k", 15_900), ("prod-notebook-a5", 890), ("prod-pen-gel-black", 250), ("prod-mug-0400", 1_200),
    ]

    static let cancelReasons = [
        "customer request", "payment failed", "address not deliverable", "duplicate order", "out of stock",
    ]

    static let userAgentPaths: [(method: String, path: String)] = [
        ("GET", "/users"), ("POST", "/users"), ("GET", "/users/{id}"), ("PUT", "/users/{id}"),
        ("DELETE", "/users/{id}"),
    ]
}
