import Swafoto
import XCTest

@testable import SwafotoCamera

final class CameraInboxTests: XCTestCase {
    func testAFrameThatComesWhileAnotherIsJudgedIsDroppedAtOnce() async throws {
        let inbox = CameraInbox()
        let frame = try Case.named("perfect").firstFrame()
        let dropped = Guarded(false)
        inbox.put(.frame(frame, at: .milliseconds(0)))
        do {
            var late = frame
            late.lease = Lease { _ = dropped.claim() }
            inbox.put(.frame(late, at: .milliseconds(33)))
        }
        XCTAssertTrue(dropped.isSet)
        // Everything else is told, in its order.
        inbox.put(.turned)
        inbox.put(.stillFailed)
        inbox.close()
        var heard: [String] = []
        for await event in inbox.events {
            switch event {
            case .frame(_, let at): heard.append("frame \(at.nanoseconds)")
            default: heard.append("\(event)")
            }
        }
        XCTAssertEqual(heard, ["frame 0", "turned", "stillFailed"])
    }

    func testTheNextFrameIsTakenOnceTheLastWasDealtWith() async throws {
        let inbox = CameraInbox()
        let frame = try Case.named("perfect").firstFrame()
        var events = inbox.events.makeAsyncIterator()
        for milliseconds in [0, 40, 80] as [Int64] {
            inbox.put(.frame(frame, at: .milliseconds(milliseconds)))
            let next = await events.next()
            guard case .frame(_, let at)? = next else { return XCTFail("\(milliseconds)") }
            XCTAssertEqual(at, .milliseconds(milliseconds))
            inbox.done(with: next!)
        }
    }
}
