import Foundation
import Swafoto
import XCTest

/// The session as Swift sees it says, bit for bit, what the bindings say, which Kotlin and Python call as well.
final class SessionTests: XCTestCase {
    func testFilmsGiveTheSameUpdatesAndVerdictsAsTheBindings() async throws {
        for name in ["perfect", "front-camera", "still-with-glasses"] {
            let told = try Case.named(name)
            let request = SessionRequest(
                nonce: "nonce of \(name)", retake: told.retake, declaredCovering: told.request.declared_covering)
            let session = try SelfieSession(
                engine: try await Loaded.engine(), policy: Policy(toml: told.policyText), request: request)
            let bound = try openBound(told, request)
            let (still, stillFormat) = try Film.still(name)
            let film = try Film.preview(name)
            var stills = 0
            var time: Int64 = 0
            while let planes = film.next() {
                time += 33_000_000
                let update = try await session.preview(
                    told.frame(planes, film.format), at: FrameTime(nanoseconds: time))
                XCTAssertEqual(update, try bound.preview(planes, film.format, told.facts, at: time), name)
                let verdict = try await session.verdict()
                XCTAssertEqual(verdict?.bits, try bound.verdict()?.bits, name)
                guard update.capture else { continue }
                stills += 1
                time += 120_000_000
                let judged = try await session.still(
                    told.frame(still, stillFormat), at: FrameTime(nanoseconds: time))
                XCTAssertEqual(judged, try bound.still(still, stillFormat, told.facts, at: time), name)
                let ofStill = try await session.verdict()
                XCTAssertEqual(ofStill?.bits, try bound.verdict()?.bits, name)
                if judged.ending != nil { break }
            }
            XCTAssertGreaterThan(stills, 0, name)
            let receipt = try await session.takeCapture()?.receipt()
            XCTAssertEqual(receipt, try bound.takeCapture()?.receipt(), name)
        }
    }

    func testAStreamEndsWithTheEnding() async throws {
        let session = try await openSession()
        let early = session.updates
        try await session.cancel()
        for stream in [early, session.updates] {
            var last: SessionUpdate?
            for await update in stream { last = update }
            XCTAssertEqual(last?.ending, .cancelled)
        }
    }

    func testAStreamShowsTheNewest() async throws {
        let told = try Case.named("perfect")
        let session = try await openSession()
        var updates = session.updates.makeAsyncIterator()
        var sent: [SessionUpdate] = []
        for time in [0, 33, 66] as [Int64] {
            sent.append(try await session.preview(told.firstFrame(), at: .milliseconds(time)))
        }
        let seen = await updates.next()
        XCTAssertEqual(seen, sent.last)
    }

    func testALateFrameIsRefusedAndForgotten() async throws {
        let frame = try Case.named("perfect").firstFrame()
        let session = try await openSession()
        try await session.preview(frame, at: .milliseconds(2000))
        await assertThrows(try await session.preview(frame, at: .milliseconds(1000))) {
            guard case .invalidFrame(field: "timestamp", _) = $0 else { return XCTFail("\($0)") }
        }
        try await session.preview(frame, at: .milliseconds(2033))
    }

    func testFramesDoNotQueueUp() async throws {
        let frame = try Case.named("perfect").firstFrame()
        let session = try await openSession()
        let outcomes = await withTaskGroup(of: SwafotoError?.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    do throws(SwafotoError) {
                        try await session.preview(frame, at: .milliseconds(0))
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            return await group.reduce(into: [SwafotoError?]()) { $0.append($1) }
        }
        XCTAssertTrue(outcomes.contains(nil))
        XCTAssertTrue(outcomes.contains(.busy))
        XCTAssertTrue(outcomes.allSatisfy { $0 == nil || $0 == .busy }, "\(outcomes)")
    }

    func testACancelledTaskJudgesNothing() async throws {
        let frame = try Case.named("perfect").firstFrame()
        let session = try await openSession()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await session.preview(frame, at: .milliseconds(0))
        }
        task.cancel()
        let result = await task.result
        XCTAssertThrowsError(try result.get()) { XCTAssertEqual($0 as? SwafotoError, .taskCancelled) }
        let verdict = try await session.verdict()
        XCTAssertNil(verdict)
        try await session.preview(frame, at: .milliseconds(0))
    }

    func testAClosedSessionSaysSo() async throws {
        let frame = try Case.named("perfect").firstFrame()
        let session = try await openSession()
        for _ in 0..<2 { session.close() }
        await assertThrows(try await session.preview(frame, at: .milliseconds(0))) { XCTAssertEqual($0, .released) }
        await assertThrows(try await session.cancel()) { XCTAssertEqual($0, .released) }
        for await _ in session.updates { XCTFail("nothing was said") }
    }

    func testPoliciesThatMakeNoSense() {
        XCTAssertThrowsError(try Policy(toml: "colour = 'green'")) {
            guard case SwafotoError.invalidPolicy = $0 else { return XCTFail("\($0)") }
        }
        XCTAssertThrowsError(try Policy(preset: "none")) {
            XCTAssertTrue("\($0)".contains(Policy.defaultName), "\($0)")
        }
        XCTAssertTrue(Policy.presetNames.contains(Policy.defaultName))
    }

    func testAResolvedPolicyIsTheSamePolicy() throws {
        let own = try Policy(toml: "base = 'ektp'\nid = 'own'\ntitle = 'Own'\n[rules]\nexpression = false")
        XCTAssertFalse(own.rules.contains { $0.rule == .expression })
        XCTAssertTrue(own.resolvedText.contains("hold-s = "))
        XCTAssertEqual(try Policy(toml: own.resolvedText).sha256, own.sha256)
    }
}

/// A session by the policy of the case `perfect`.
func openSession() async throws -> SelfieSession {
    let policy = try Policy(toml: Case.named("perfect").policyText)
    return try SelfieSession(engine: try await Loaded.engine(), policy: policy)
}

func assertThrows<Outcome>(
    _ call: @autoclosure () async throws(SwafotoError) -> Outcome, file: StaticString = #filePath, line: UInt = #line,
    _ check: (SwafotoError) -> Void
) async {
    do throws(SwafotoError) {
        _ = try await call()
        XCTFail("was not refused", file: file, line: line)
    } catch {
        check(error)
    }
}

extension Verdict {
    /// What it says, with each number's bits: two that print alike may still differ.
    var bits: [String] {
        checks.map { "\($0.rule) \($0.status) \($0.measured?.bitPattern as Any) \($0.limit)" } + ["\(accepted) \(hint as Any)"]
    }
}
