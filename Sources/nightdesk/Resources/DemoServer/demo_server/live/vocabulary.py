"""The words of the live world."""

GIVEN = (
    "Ada", "Amina", "Åsa", "Beatriz", "Chidi", "Chloé", "Dmitri", "Eleni", "Fatima", "Grace", "Hana", "Ingrid", "José", "Kaito",
    "Katarzyna", "Leila", "Linus", "Mei", "Niamh", "Olena", "Priya", "Rosa", "Seán", "Søren", "Tariq", "Uma", "Wanjiru", "Zoë",
)
FAMILY = (
    "Abdi", "Andersson", "Castro", "Chen", "Dąbrowski", "Diallo", "Fischer", "García", "Gupta", "Haddad", "Ivanova", "Jensen", "Kaya",
    "Lovelace", "Müller", "Nakamura", "Nguyễn", "O'Brien", "Okafor", "Petrov", "Rossi", "Suzuki", "Torvalds", "Virtanen", "Weiß", "Yılmaz",
)
DOMAINS = ("example.com", "example.org", "example.net")
PRODUCTS = (
    ("prod-keyboard-75", 129), ("prod-mouse-ergo", 54), ("prod-monitor-27", 389), ("prod-dock-12in1", 219), ("prod-chair-mesh", 450),
    ("prod-lamp-desk", 69), ("prod-headset-anc", 249), ("prod-webcam-4k", 159), ("prod-notebook-a5", 9), ("prod-mug-0400", 12),
)
REASONS = ("customer request", "payment failed", "address not deliverable", "duplicate order", "out of stock")
NOTES = ("leave at the door", "ring twice", "gift wrap, please", "call before delivery — 電話", "bitte nicht klingeln")
CARRIERS = ("DHL", "UPS", "PostNord", "La Poste")
FILES = (("png", "image/png"), ("json", "application/json"), ("csv", "text/csv"), ("pdf", "application/pdf"))
