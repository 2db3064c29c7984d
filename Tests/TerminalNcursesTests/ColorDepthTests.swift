import TerminalCore
import Testing

@Suite struct ColorDepthTests {
    @Test func depthFollowsTheTerminalsCount() {
        #expect(
            [-1, 0, 2, 8, 16, 88, 256, 1 << 24].map(ColorDepth.init(colors:)) == [
                .monochrome, .monochrome, .monochrome, .eight, .sixteen, .sixteen, .palette, .palette,
            ])
    }

    @Test func exactColorsMapToThemselves() {
        #expect(ColorDepth.palette.nearest(.rgb(255, 135, 0)) == .indexed(208))
        #expect(ColorDepth.palette.nearest(.rgb(8, 8, 8)) == .indexed(232))
        #expect(ColorDepth.palette.nearest(.indexed(3)) == .indexed(3))
        #expect(ColorDepth.sixteen.nearest(.rgb(255, 0, 0)) == .indexed(9))
        #expect(ColorDepth.sixteen.nearest(.indexed(196)) == .indexed(9))
        #expect(ColorDepth.eight.nearest(.indexed(12)) == .indexed(4))
    }

    @Test func everyPaletteEntryOfTheCubeIsItsOwnNearest() {
        let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
        for (r, red) in levels.enumerated() {
            for (g, green) in levels.enumerated() {
                for (b, blue) in levels.enumerated() {
                    let index = UInt8(16 + 36 * r + 6 * g + b)
                    #expect(ColorDepth.palette.nearest(.rgb(red, green, blue)) == .indexed(index))
                }
            }
        }
    }

    @Test func theTerminalsOwnColorStays() {
        for depth in [ColorDepth.monochrome, .eight, .sixteen, .palette] {
            #expect(depth.nearest(.terminalDefault) == .terminalDefault)
        }
    }
}
