import TerminalCore
import Testing

@Suite struct NearestColorTests {
    @Test(arguments: [
        (Color.rgb(0xFF, 0x20, 0x20), Color.indexed(9)), (.rgb(0x20, 0x20, 0xF0), .indexed(4)),
        (.rgb(0x10, 0xD0, 0x10), .indexed(2)), (.rgb(0x08, 0x08, 0x08), .indexed(0)),
    ])
    func ofSixteenTheOneThatLooksMostAlikeIsTaken(color: Color, nearest: Color) {
        #expect(ColorDepth.sixteen.nearest(color) == nearest)
    }

    @Test func inThePaletteRedStaysRed() {
        #expect(ColorDepth.palette.nearest(.rgb(0xFF, 0x05, 0x05)) == .indexed(196))
        #expect(ColorDepth.palette.nearest(.rgb(0x05, 0x05, 0xFF)) == .indexed(21))
    }
}
