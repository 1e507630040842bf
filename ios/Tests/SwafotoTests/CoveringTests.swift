import Swafoto
import XCTest

@testable import SwafotoCamera

/// The question whether the person covers their head.
final class CoveringTests: XCTestCase {
    private let words = ScreenWords(language: .english)

    private func question(_ screen: SelfieScreen) -> CoveringQuestion? { ScreenNotice(screen, words: words).question }

    func testItAppearsIsAnsweredAndGoesWhileGuidanceGoesOn() async throws {
        let told = try Case.named("hat-off")
        let frame = try told.firstFrame()
        for covered in [true, false] {
            let camera = ScriptedCamera()
            let controller = SelfieController(SelfieRequest(policy: .toml(try told.policyText)))
            await controller.attach(camera)
            camera.tell(.permission(.granted))
            camera.tell(.opened(stillSize: nil))
            var time: Int64 = 0
            func showFrame() async -> SelfieScreen {
                time += 33
                await camera.show(frame, at: .milliseconds(time))
                return await controller.screen
            }
            var screen = await showFrame()
            XCTAssertNil(question(screen), "nobody is asked at once")
            while question(screen) == nil, time < 10_000 { screen = await showFrame() }
            XCTAssertNotNil(question(screen))
            for _ in 0..<5 { screen = await showFrame() }
            XCTAssertNotNil(question(screen), "it waits for the answer")
            guard case .live(let guidance) = screen else { return XCTFail("\(screen)") }
            XCTAssertEqual(guidance.update.state, .guiding)
            XCTAssertNotNil(guidance.update.hint)

            await controller.declareCovering(covered)
            screen = await controller.screen
            XCTAssertNil(question(screen))
            guard case .live = screen else { return XCTFail("\(screen)") }
            for _ in 0..<60 {
                screen = await showFrame()
                XCTAssertNil(question(screen), "it is asked once")
            }
            await controller.cancel()
        }
    }

    func testAnAnswerBeforeAndAfterTheSessionChangesNothing() async throws {
        let controller = SelfieController(SelfieRequest())
        await controller.declareCovering(true)
        var screen = await controller.screen
        XCTAssertEqual(screen, .preparing)
        await controller.cancel()
        await controller.declareCovering(true)
        screen = await controller.screen
        XCTAssertEqual(screen, .ended(.cancelled))
    }

    func testTheReceiptSaysWhoDeclaredIt() async throws {
        let told = try Case.named("perfect")
        for (asApp, asPerson, declared) in [
            (false, nil, "null"), (false, false, "null"), (false, true, "\"person\""), (true, nil, "\"app\""),
        ] as [(Bool, Bool?, String)] {
            let request = SessionRequest(declaredCovering: asApp)
            let session = try SelfieSession(
                engine: try await Engine.shared(), policy: Policy(toml: told.policyText), request: request)
            if let asPerson { try await session.declareCovering(asPerson) }
            let film = try Film.preview(told.name)
            var time: Int64 = 0
            var update: SessionUpdate?
            while update?.capture != true, let planes = film.next() {
                time += 33
                update = try await session.preview(told.frame(planes, film.format), at: .milliseconds(time))
            }
            try await session.still(told.still(), at: .milliseconds(time + 120))
            let receipt = try await session.takeCapture()?.receipt() ?? ""
            XCTAssertTrue(receipt.contains("\"declared_covering\":\(declared)"), "\(declared): \(receipt)")
        }
    }

    func testItsWordsAreTheCores() {
        for language in [Language.indonesian, .english] {
            let words = ScreenWords(language: language)
            let question = CoveringQuestion(live(.guiding, asks: true), words: words)
            XCTAssertEqual(question?.question, CoveringText.question.text(in: language))
            XCTAssertEqual(question?.yes, CoveringText.yes.text(in: language))
            XCTAssertEqual(question?.no, CoveringText.no.text(in: language))
            XCTAssertEqual(question?.note, CoveringText.note.text(in: language))
        }
        XCTAssertNil(question(live(.guiding, hint: .askCovering)))
        XCTAssertNil(question(.preparing))
    }

    func testTheHintDoesNotRepeatIt() {
        func shown(_ screen: SelfieScreen) -> String? { ScreenNotice(screen, words: words).text }
        XCTAssertEqual(shown(live(.guiding, hint: .askCovering, asks: true)), "", "what was shown before goes")
        XCTAssertEqual(shown(live(.guiding, hint: .moveCloser, asks: true)), words[.moveCloser])
        XCTAssertEqual(shown(live(.guiding, hint: .askCovering)), words[.askCovering])
        XCTAssertNil(shown(live(.guiding, asks: true)))
        let help: [RuleId] = [.earsVisibleLeft]
        XCTAssertEqual(shown(live(.guiding, hint: .askCovering, asks: true, help: help)), words[help])
    }

    func testItIsSaidOnceAndAgainAfterANotice() {
        var announcer = Announcer(words: words)
        let asked = live(.guiding, hint: .askCovering, asks: true)
        XCTAssertEqual(announcer.hear(asked)?.text, words[.question])
        XCTAssertNil(announcer.hear(asked))
        XCTAssertEqual(announcer.hear(live(.guiding, hint: .moveCloser, asks: true))?.text, words[.moveCloser])
        _ = announcer.hear(.interrupted(.usedByAnother))
        let both = announcer.hear(live(.guiding, hint: .moveCloser, asks: true))?.text
        XCTAssertEqual(both, words[.question] + "\n" + words[.moveCloser])
        XCTAssertNil(announcer.hear(live(.guiding, hint: .moveCloser)), "answered")
    }
}
