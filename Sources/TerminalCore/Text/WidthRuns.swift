/// The columns that glibc 2.36 (Unicode 15) gives to every scalar from U+0300 up, as runs of equal width.
///
/// libc's own `wcwidth` answers by the process's locale, so that the same text would measure differently in a test, in a
/// `LANG=C` shell and on the screen; and ncurses, which does use it, must not see a scalar that an older or newer libc
/// measures otherwise. What Unicode 15 does not know is therefore unprintable here, and shown as a replacement.
///
/// Made by printing the runs of `wcwidth(c)` for every `c` in a C program under `C.UTF-8`.
enum WidthRuns {
    /// Each run is a letter (`x` unprintable, `z` zero columns, `n` one, `w` two) and the number of scalars in it.
    private static let source: StaticString = """
        z112n8x2n6x4n7x1n1x1n20x1n224z7n166x1n38x2n50x2n3x1z45n1z1n1z2n1z2n1z1x8n27x4n6x11n16z11n1z1n46z21n16z1n101
        z7n2z6n2z2n1z4n32x1n2z1n30z27x2n89z11n1x14n43z9n7x2z1n24z4n1z9n1z3n1z5x2n15x1n25z3x2n1x1n11x5n31x1n2x6z8n42
        z24n1z32n55z1n1z1n4z8n4z1n3z7n10z2n29z1n2x1n8x2n2x2n22x1n7x1n1x3n4x2z1n4z4x2n2x2n2z1n1x8n1x4n2x1n3z2x2n24z1
        x2z2n1x1n6x4n2x2n22x1n7x1n2x1n2x1n2x2z1x1n3z2x4z2x2z3x3z1x7n4x1n1x7n10z2n3z1n1x10z2n1x1n9x1n3x1n22x1n7x1n2x1
        n5x2z1n4z5x1z2n1x1n2z1x2n1x15n2z2x2n12x7n1z6x1z1n2x1n8x2n2x2n22x1n7x1n2x1n5x2z1n2z1n1z4x2n2x2n2z1x7z2n1x4n2
        x1n3z2x2n18x10z1n1x1n6x3n3x1n4x3n2x1n1x1n2x3n2x3n3x3n12x4n2z1n2x3n3x1n3z1x2n1x6n1x14n21x5z1n3z1n8x1n3x1n23x1
        n16x2z1n1z3n4x1z3x1z4x7z2x1n3x2n1x2n2z2x2n10x7n10z1n11x1n3x1n23x1n10x1n5x2z1n2z1n5x1z1n2x1n2z2x7n2x6n2x1n2z2
        x2n10x1n2x13z2n11x1n3x1n41z2n4z4x1n3x1n3z1n2x4n14z2x2n26x1z1n2x1n18x3n24x1n9x1n1x2n7x3z1x4n3z3x1z1x1n8x6n10
        x2n3x12n48z1n2z7x4n8z8n13x37n2x1n1x1n5x1n24x1n1x1n10z1n2z9n1x2n5x1n1x1z6x2n10x2n4x32n24z2n27z1n1z1n1z1n14x1
        n36x4z14n1z5n1z2n5z11x1z36x1n8z1n6x1n13x37n45z4n1z6n1z2n2z2n25z2n4z3n16z4n13z1n2z2n6z1n15z1n40x1n1x5n1x2n48
        w96z160n73x1n4x2n7x1n1x1n4x2n41x1n4x2n33x1n4x2n7x1n1x1n4x2n15x1n57x1n4x2n67x2z3n29x3n26x6n86x2n6x2n669x3n89
        x7n18z3n1x9n19z2n3x9n18z2x12n13x1n3x1z2x12n52z2n1z7n8z1n2z11n9z1x2n10x6n10x6n11z5n10x6n89x7n5z2n34z1n1x5n70
        x10n31x1z3n4z2n3x4n2z1n6z3x4n1x3n42x2n5x11n44x4n26x6n11x3n57z2n2z1x2n56z1n1z7x1z1n1z1n2z8n6z10x2z1n10x6n10x6
        n14x2z31x49z4n48z1n1z5n1z1n5z1n10x3n27z9n11x1z2n32z4n2z2n1z3n56z1n1z2n3z1n1z3n2x8n48z8n2z2x3n15x3n60x7n43x2
        n11x8z3n1z13n1z7n4z1n6z1n3z2n1x5n192z64n278x2n6x2n38x2n6x2n8x1n1x1n1x1n1x1n31x2n53x1n15x1n14x2n6x1n19x2n3x1
        n9x1n11z5n24x2z5n49z5x1z10n2x2n27x1n13x3n33x15z33x15n140x4n394w2n13w2n190w4n3w1n2w1n51x25n11x21n413w2n21w2
        n50w12n43w1n19w1n13w1n8w2n17w2n5w2n8w1n5w1n21w1n7w2n1w1n4w1n2w1n7w1n4w2n28w1n35w1n1w1n4w3n1w1n61w3n24w1n14w1
        n859w2n51w1n4w1n30x2n32x1n344z3n2x5n45x1n1x5n1x2n56x7n2x14z1n23x9n7x1n7x1n7x1n7x1n7x1n7x1n7x1n7x1z32n94x34
        w26x1w89x12w214x26w12x4w42z4w17n1x1w86x2z2w101x5w43x1w94x1w84x12w47x1w29293x3w55x9n348x20n47z4n1z10n32z2n80
        z2n6x8n203x5n2x1n1x1n5x24n16z1n3z1n4z1n25z2n5z1x3n10x6n56x8n68z2x8n12x6z18n13z1n38z8n25z11n2x11n1w29x3z3n48
        z1n2z4n2z2n16x1n11x4n7z1n25x1n41z6n2z2n2z2x9n3z1n8z1n1x2n10x2n32z1n51z1n1z3n2z2n5z2n1z1n1x24n17z2n8z1x10n6x2
        n6x2n6x9n7x1n7x1n60x4n117z1n2z1n4z1x2n10x6w11172x12z23x4z49x2052n6400w366x2w106x38n7x12n5x5n1z1n24x1n5x1n1x1
        n2x1n2x1n125x16n445x2n54x7n1x32n16z16w10x6z16w35x1w19x1w4x4n5x1n135x2z1x1w96n94x3n6x2n6x2n6x2n3x3w7x1n7x10z3
        n2x2n12x1n26x1n19x1n2x1n15x2n14x34n123x5n3x4n45x3n88x1n13x3n1x47n45z1x130n29x3n49x15z1n27x4n36x9n30x5n38z5x5
        n30x1n37x4n14x42n158x2n10x6n36x4n36x4n40x8n52x11n12x1n15x1n7x1n2x1n11x1n15x1n7x1n2x67n311x9n22x10n8x24n6x1
        n42x1n9x69n6x2n1x1n44x1n2x3n1x2n23x1n72x8n9x48n19x1n2x5n33x3n27x5n1x64n56x4n20x2n47z3x1z2x5z4n4x1n3x1n29x2z3
        x4z1n9x7n9x7n64x32n37z2x4n12x9n54x3n29x2n27x5n26x7n4x12n7x80n73x55n51x13n51x7n42z4x8n10x294n31x1n42x1z2n1x2
        n2x78n40x8n22z11n9x22n18z4n4x38n28x20n23x9n1z1n54z15n7x4n30z1n2z2n1x9z3n49z4n2z2n7z1x10n1x2n25x7n10x6z3n36z5
        n1z8x1n18x8n35z1n3x9z2n52z9n10z4n2z1n16x1n20x11n18x1n28z3n2z1n1z2n6z1x65n7x1n1x1n4x1n15x1n11x6n47z1n3z8x5n10
        x6z2n2x1n8x2n2x2n22x1n7x1n2x1n5x1z2n3z1n4x2n2x2n3x2n1x6n1x5n7x2z7x3z5x139n56z8n2z3n1z1n21x1n1z1n3x30n51z6n1
        z1n4z2n1z2n4x8n10x166n50z4x2n4z2n1z2n27z2x34n51z8n2z1n1z2n4x11n10x6n13x19n43z1n1z1n2z6n1z1n2x6n10x54n27x2z3
        n2z4n1z5x4n23x185n47z9n1z2n1x100n83x12n8x2n1x2n8x1n2x1n30x1n2x2z2n1z1n4z1n3x9n10x70n8x2n42z4x2z2n4z1n4x27n1
        z10n40z6n2z4n8z1x8n1z6n2z3n46z13n1z2n9x13n73x263n9x1n38z7x1z6n1z1n6x10n29x3n32x2z22x1n1z7n1z2n1z2x73n7x1n2x1
        n38z6x3z1x1z2x1z7n1z1x8n10x6n6x1n2x1n37x1z2x1n2z1n1z1n1x7n10x310n19z2n4x183n1x15n50x13n923x102n111x1n5x11
        n196x2636n99x13n1071x1z9x4039n583x8633n569x7n31x1n10x4n81x1n10x6n30x2z5n1x10n48z7n15x10n10x1n7x1n21x5n19x688
        n91x101n75x4z1n56x7z4n13x64w4z1x11w2x14w6136x8w1238x42w9x8935w4x1w7x1w2x1w291x45w3x17w4x8w396x2308n107x5n13
        x3n9x7n10x2n1z2n1z4x4700z46x2z23x9n116x60n246x10n39x2n62z3n9z16n2z7n30z4n61x21n66z3n1x154n20x12n87x9n25x135
        n85x1n71x1n2x2n1x2n2x2n4x1n12x1n1x1n7x1n65x1n4x2n8x1n7x1n28x1n4x1n5x1n1x3n7x1n340x2n292x2n562z55n4z50n8z1n14
        z1n7x15z5x1z15x1104n31x225z7x1z17x2z7x1z2x1z5x213n45x3z7n7x2n10x4n2x320n30z1x17n44z4n10x5n1x1248n7x1n4x1n2x1
        n15x1n197x2n9z7x41n68z7n1x4n10x4n2x785n68x76n61x194n4x1n27x1n2x1n1x2n1x1n10x1n4x1n1x1n1x6n1x4n1x1n1x1n1x1n3
        x1n2x1n1x2n1x1n1x1n1x1n1x1n1x1n2x1n1x2n4x1n7x1n4x1n4x1n1x1n10x1n17x5n3x1n5x1n17x52n2x270n4w1n39x4n100x12n15
        x2n15x1n14w1x1n37x10n142w1n2w10n19x56n26w3x13w44x4w9x7w2x14w6x154w33n12w9n1w70n1w22n12w43n4w5n12w17n3w1n3w71
        n1w1n1w187n2w63n13w4n1w24n18w1n26w2n13w1n86w85n48w70n6w1n3w3n2w3x5w3n11w2x3n4w9x3n116x12n89x7w12x4w1x15n12x4
        n56x8n10x6n40x8n30x2n2x78n12w47n1w10n1w185n84x12n14x2w5x3w5x3w7x9w29x3w11x5w6x10w10x6w8x8w7x9n147x1n55x37n10
        x1030w42720x32w4153x7w222x2w5762x14w7473x3103w542x1506w4939x715958z1x30z96x128z240x65040n65534x2n65534x2
        """

    /// The runs in order: the first scalar in the upper bits, its columns plus one in the lowest two.
    static let table: [UInt32] = source.withUTF8Buffer { bytes in
        var table: [UInt32] = []
        table.reserveCapacity(2048)
        var next: UInt32 = 0x300
        var length: UInt32 = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): length = length * 10 + UInt32(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "x"), UInt8(ascii: "z"), UInt8(ascii: "n"), UInt8(ascii: "w"):
                next += length
                length = 0
                table.append(next << 2 | widthCode(byte))
            default: break
            }
        }
        return table
    }

    private static func widthCode(_ letter: UInt8) -> UInt32 {
        switch letter {
        case UInt8(ascii: "z"): 1
        case UInt8(ascii: "n"): 2
        case UInt8(ascii: "w"): 3
        default: 0
        }
    }

    /// The columns of a scalar from U+0300 up: 0, 1, 2, or −1 for one that cannot be printed.
    static func width(of value: UInt32) -> Int {
        let table = Self.table
        var low = 0
        var high = table.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if table[middle] >> 2 <= value { low = middle } else { high = middle }
        }
        return Int(table[low] & 3) - 1
    }
}
