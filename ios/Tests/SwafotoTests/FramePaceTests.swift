import Swafoto
import XCTest

@testable import SwafotoCamera

final class FramePaceTests: XCTestCase {
    /// Frames that are let through in ten seconds of a camera of `framesPerSecond`, each up to `jitter` ms off its time.
    private func judged(_ pace: FramePace, framesPerSecond: Int64, jitter: Int64 = 0) -> Int {
        var thinner = FrameThinner()
        thinner.keep(to: pace)
        return (0..<framesPerSecond * 10).filter { index in
            let off = (index * 7919 % (2 * jitter + 1) - jitter) * 1_000_000
            return thinner.admits(FrameTime(nanoseconds: max(0, index * 1_000_000_000 / framesPerSecond + off)))
        }.count
    }

    func testAHotterPhoneNeverJudgesMore() {
        for savesBattery in [false, true] {
            let paces = ThermalLevel.allCases.map {
                FramePace(thermalLevel: $0, savesBattery: savesBattery).framesPerSecond
            }
            XCTAssertEqual(paces, paces.sorted(by: >))
            XCTAssertGreaterThan(paces[0], paces[3])
        }
        for level in ThermalLevel.allCases {
            XCTAssertLessThanOrEqual(
                FramePace(thermalLevel: level, savesBattery: true).framesPerSecond,
                FramePace(thermalLevel: level, savesBattery: false).framesPerSecond)
        }
    }

    func testThePaceIsKeptWhateverTheCamera() {
        for level in ThermalLevel.allCases {
            let pace = FramePace(thermalLevel: level, savesBattery: false)
            for framesPerSecond in [24, 30, 60] as [Int64] {
                let most = Int(min(pace.framesPerSecond, framesPerSecond)) * 10
                let steady = judged(pace, framesPerSecond: framesPerSecond)
                XCTAssertLessThanOrEqual(steady, most + 1)
                XCTAssertGreaterThan(steady, most * 3 / 4, "\(level) at \(framesPerSecond)")
                let jittery = judged(pace, framesPerSecond: framesPerSecond, jitter: 3)
                XCTAssertLessThanOrEqual(jittery, most + 1)
                XCTAssertGreaterThan(jittery, most * 3 / 4, "\(level) at \(framesPerSecond), jittery")
            }
        }
    }

    func testAGapLetsTheNextFrameThrough() {
        var thinner = FrameThinner()
        thinner.keep(to: FramePace(thermalLevel: .critical, savesBattery: false))
        XCTAssertTrue(thinner.admits(.milliseconds(0)))
        XCTAssertFalse(thinner.admits(.milliseconds(33)))
        XCTAssertTrue(thinner.admits(.milliseconds(60_000)))
        // A clock that begins anew.
        XCTAssertTrue(thinner.admits(.milliseconds(5)))
    }
}
