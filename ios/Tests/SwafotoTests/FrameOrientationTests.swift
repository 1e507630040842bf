import Foundation
import Swafoto
import XCTest

@testable import SwafotoCamera

/// What a sensor stores of an upright picture, worked out from how the phone is held, is judged as the upright picture is.
final class FrameOrientationTests: XCTestCase {
    func testEveryOrientationOfBothCamerasIsTurnedUpright() async throws {
        let told = try Case.named("perfect")
        let engine = try await Loaded.engine()
        let policy = try Policy(toml: told.policyText)
        let upright = try UprightPicture(told.firstFrame())
        let wanted = try await engine.judge(upright.stored { $0 }, by: policy)
        let facing = try XCTUnwrap(wanted.angles)
        for position in CameraPosition.allCases {
            for held in HeldOrientation.allCases {
                // 0: nothing is said of how it is stored. What turns a picture that is held upright turns every other.
                for exif in held == .topUp ? Array(0...8) : [0, 7] as [UInt32] {
                    let name = "\(position) \(held) \(exif)"
                    let stored = StoredOrientation(exif: exif)
                    let rotation = FrameOrientation.rotation(position, held: held, stored: stored)
                    var frame = upright.stored { Self.store(Self.sensor($0, position, held), exif: exif) }
                    frame.turn(rotation, mirrored: stored.mirrored)
                    XCTAssertEqual(frame.uprightSize, upright.size, name)
                    let verdict = try await engine.judge(frame, by: policy)
                    // Not bit for bit: the core's own sampling walks a turned buffer in another order.
                    XCTAssertEqual(verdict.checks.map(\.status), wanted.checks.map(\.status), name)
                    for (angle, wanted) in zip(try XCTUnwrap(verdict.angles, name), facing) {
                        XCTAssertEqual(angle, wanted, accuracy: 0.5, name)
                    }
                }
            }
        }
    }

    /// The picture as a file of that orientation has it, by EXIF's own words: where its first row and its first column are seen.
    private static func store<Sample>(_ picture: [[Sample]], exif: UInt32) -> [[Sample]] {
        let (top, left) = (picture, turned(picture.map { $0.reversed() }, quartersAnticlockwise: 1))
        func backwards(_ rows: [[Sample]]) -> [[Sample]] { rows.map { $0.reversed() } }
        return switch exif {
        case 2: backwards(top)  // top, right
        case 3: backwards(top.reversed())  // bottom, right
        case 4: top.reversed()  // bottom, left
        case 5: left  // left, top
        case 6: left.reversed()  // right, top
        case 7: backwards(left.reversed())  // right, bottom
        case 8: backwards(left)  // left, bottom
        default: top  // top, left
        }
    }

    /// A quarter-turned phone shows a scene quarter-turned the other way, and the front camera, which looks backwards, the
    /// other way again. Upright, both sensors store their picture turned 90 degrees anticlockwise.
    private static func sensor<Sample>(
        _ picture: [[Sample]], _ position: CameraPosition, _ held: HeldOrientation
    ) -> [[Sample]] {
        // Quarter turns clockwise that the phone makes from upright, as its user sees it.
        let turns =
            switch held {
            case .topUp: 0
            case .topRight: 1
            case .topDown: 2
            case .topLeft: 3
            }
        // Seen from behind the camera's lens, the back camera turns as its user sees it, the front camera against it.
        let ofCamera = position == .back ? turns : -turns
        // The scene turns against the camera; one turn anticlockwise more for the way the sensor lies.
        return turned(picture, quartersAnticlockwise: ofCamera + 1)
    }

    private static func turned<Sample>(_ picture: [[Sample]], quartersAnticlockwise quarters: Int) -> [[Sample]] {
        (0..<((quarters % 4 + 4) % 4)).reduce(picture) { picture, _ in
            picture[0].indices.reversed().map { column in picture.map { $0[column] } }
        }
    }
}

/// A picture as rows of samples that can be moved about.
private struct UprightPicture {
    private let y, u, v: [[UInt8]]
    let size: PictureSize

    init(_ frame: FilmFrame) throws {
        size = frame.storedSize
        func rows(_ plane: Data, _ width: Int) -> [[UInt8]] {
            stride(from: 0, to: plane.count, by: width).map { Array(plane.dropFirst($0).prefix(width)) }
        }
        let width = Int(size.width)
        y = rows(frame.planes.y, width)
        u = rows(frame.planes.u, width / 2)
        v = rows(frame.planes.v, width / 2)
    }

    /// The picture as a buffer, moved.
    func stored(_ move: ([[UInt8]]) -> [[UInt8]]) -> FilmFrame {
        let (y, u, v) = (move(y), move(u), move(v))
        let planes = Planes(y: Data(y.joined()), u: Data(u.joined()), v: Data(v.joined()))
        let format = Film.format(width: UInt32(y[0].count), height: UInt32(y.count))
        return FilmFrame(planes: planes, format: format, facts: FrameFacts())
    }
}

extension Verdict {
    /// How the head is turned in degrees; nothing without a face. A mirrored or turned face has others.
    fileprivate var angles: [Float]? {
        let angles = checks.filter { $0.unit == .degrees }.compactMap(\.measured)
        return angles.isEmpty ? nil : angles
    }
}

extension FilmFrame {
    fileprivate mutating func turn(_ rotation: Int32, mirrored: Bool) {
        self = FilmFrame(planes: planes, format: format, facts: FrameFacts(rotation: rotation, mirrored: mirrored))
    }
}
