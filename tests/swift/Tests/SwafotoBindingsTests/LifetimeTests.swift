import Foundation
import SwafotoBindings
import XCTest

/// Objects live as long as they should, and no longer; any thread may call anything.
final class LifetimeTests: XCTestCase {
    func testUseAfterReleaseIsRefused() throws {
        let session = try Replay("perfect").session
        let capture = try XCTUnwrap(session.takeCapture())
        for _ in 0..<2 {
            session.release()
            capture.release()
        }
        for call in [{ _ = try session.cancel() }, { _ = try session.state() }, { _ = try capture.jpeg() }] {
            XCTAssertThrowsError(try call()) {
                guard case SwafotoError.Released = $0 else { return XCTFail("\($0)") }
            }
        }
    }

    func testAThousandSessionsLeaveNothingBehind() throws {
        _ = engine
        let told = try Case.named("perfect")
        let film = try Film.preview("perfect")
        let frame = film.next()!
        let before = probeLiveObjects()
        func sessions(_ count: Int) throws {
            for _ in 0..<count {
                let session = try SelfieSession(
                    engine: engine, policy: told.openPolicy(), request: SessionRequest(), listener: nil)
                _ = try session.preview(frame, film.format, at: 0)
            }
        }
        try sessions(200)
        let resident = try residentMegabytes()
        try sessions(800)
        XCTAssertEqual(probeLiveObjects(), before)
        XCTAssertLessThan(try residentMegabytes() - resident, 16)
    }

    func testOneSessionTakesOneFrameAtATime() throws {
        let film = try Film.preview("perfect")
        let (frame, format) = (film.next()!, film.format)
        let session = try SelfieSession(
            engine: engine, policy: Case.named("perfect").openPolicy(), request: SessionRequest(), listener: nil)
        let lock = NSLock()
        nonisolated(unsafe) var outcomes = ["judged": 0, "busy": 0, "else": 0]
        DispatchQueue.concurrentPerform(iterations: 200) { _ in
            var outcome = "judged"
            do {
                _ = try session.preview(frame, format, at: 0)
            } catch SwafotoError.Busy {
                outcome = "busy"
            } catch {
                outcome = "else"
            }
            lock.withLock { outcomes[outcome]! += 1 }
        }
        XCTAssertEqual(outcomes["else"], 0)
        XCTAssertGreaterThan(outcomes["judged"]!, 0)
        XCTAssertGreaterThan(outcomes["busy"]!, 0)
    }

    func testOneEngineJudgesForAll() throws {
        let (still, format) = try Film.still("perfect")
        let policy = try Case.named("perfect").openPolicy()
        let lock = NSLock()
        nonisolated(unsafe) var verdicts: [Verdict] = []
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            let verdict = try? engine.judgeYuv420(
                y: still.y, u: still.u, v: still.v, format: format, facts: FrameFacts(), policy: policy)
            lock.withLock { if let verdict { verdicts.append(verdict) } }
        }
        XCTAssertEqual(verdicts.count, 8)
        XCTAssertTrue(verdicts.allSatisfy { $0 == verdicts[0] && $0.accepted })
    }

    func testFramesAreReadWhereTheyLie() {
        let frame = Data(count: 640 * 480 * 3 / 2)
        let address = frame.withUnsafeBytes { UInt64(UInt(bitPattern: $0.baseAddress)) }
        XCTAssertEqual(probeAddress(bytes: frame), address)
        // Two planes that share their bytes, as in a bi-planar buffer.
        XCTAssertEqual(probeAddress(bytes: frame.dropFirst()), address + 1)
    }

    func testEveryRuleAndHintHasItsWords() {
        for hint in Hint.allCases {
            let texts = Set(Language.allCases.map { hintText(hint: hint, language: $0) })
            XCTAssertEqual(texts.count, Language.allCases.count)
        }
        for rule in RuleId.allCases {
            let texts = Set(Language.allCases.map { ruleReason(rule: rule, language: $0) })
            XCTAssertEqual(texts.count, Language.allCases.count)
        }
    }

    private func residentMegabytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS") }!
        return Int(line.filter(\.isNumber))! / 1024
    }
}
