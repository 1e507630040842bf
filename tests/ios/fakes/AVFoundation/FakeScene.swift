import CoreVideo
import Foundation

/// What is before the camera: a 4:2:0 picture, upright for a phone held upright.
public struct FakeScene: Sendable {
    let width, height: Int
    let y, u, v: Data

    public init(width: Int, height: Int, y: Data, u: Data, v: Data) {
        (self.width, self.height, self.y, self.u, self.v) = (width, height, y, u, v)
    }

    /// The picture after so many quarter turns clockwise, as the camera stores it.
    func buffer(_ turns: Int) -> CVPixelBuffer {
        let turns = (turns % 4 + 4) % 4
        let (wide, high) = turns % 2 == 0 ? (width, height) : (height, width)
        /// Where a turned picture's sample was before, in a plane of that width and height once it is turned.
        func index(_ row: Int, _ column: Int, _ wide: Int, _ high: Int) -> Int {
            switch turns {
            case 0: row * wide + column
            case 1: (wide - 1 - column) * high + row
            case 2: (high - 1 - row) * wide + wide - 1 - column
            default: column * high + high - 1 - row
            }
        }
        return CVPixelBuffer(
            width: wide, height: high, luma: { y[index($0, $1, wide, high)] },
            chroma: { row, column in
                let at = index(row, column, wide / 2, high / 2)
                return (u[at], v[at])
            })
    }
}
