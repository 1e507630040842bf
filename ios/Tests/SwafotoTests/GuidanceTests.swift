import Foundation
import Swafoto
import XCTest

@testable import SwafotoCamera

/// What is said, felt and drawn.
final class GuidanceTests: XCTestCase {
    private let words = ScreenWords(language: .english)

    func testAHintIsSaidOnce() {
        var announcer = Announcer(words: words)
        XCTAssertEqual(announcer.hear(live(.guiding, hint: .turnLeft))?.text, words[.turnLeft])
        XCTAssertNil(announcer.hear(live(.guiding, hint: .turnLeft)))
        XCTAssertNil(announcer.hear(live(.guiding)))
        XCTAssertNil(announcer.hear(live(.guiding, hint: .turnLeft)))
        let closer = announcer.hear(live(.guiding, hint: .moveCloser))
        XCTAssertEqual(closer, Announcement(text: words[.moveCloser], haptic: .closer))
        XCTAssertEqual(announcer.hear(live(.guiding, hint: .turnLeft))?.text, words[.turnLeft])
    }

    func testHelpIsSaidOnceAndInFull() {
        var announcer = Announcer(words: words)
        let help: [RuleId] = [.noEyewear, .noHeadCovering]
        let said = announcer.hear(live(.guiding, hint: .removeGlasses, help: help))?.text
        XCTAssertEqual(said, words[.removeGlasses] + "\n" + words[help])
        XCTAssertNil(announcer.hear(live(.guiding, hint: .removeGlasses, help: help)))
    }

    func testHelpIsShownAsWellAsSaid() {
        let help: [RuleId] = [.noEyewear, .noHeadCovering]
        func shown(_ screen: SelfieScreen) -> String? { ScreenNotice(screen, words: words).text }
        XCTAssertEqual(
            shown(live(.guiding, hint: .removeGlasses, help: help)), words[.removeGlasses] + "\n" + words[help])
        XCTAssertEqual(shown(live(.guiding, help: help)), words[help])
        XCTAssertNil(shown(live(.verifying)), "what was shown last stays")
    }

    func testTheScreenLightsTheFaceOnceTheCoreAsksForLight() {
        var light = ScreenLight()
        XCTAssertFalse(light.follow(live(.guiding, hint: .turnLeft)))
        XCTAssertTrue(light.follow(live(.guiding, hint: .moreLight)))
        XCTAssertTrue(light.follow(live(.holding, hint: .stayLikeThat)), "else it would be dark again")
        XCTAssertFalse(light.follow(.interrupted(.inBackground)))
        XCTAssertTrue(light.follow(live(.guiding)))
        XCTAssertFalse(light.follow(.ended(.timedOut)))
    }

    func testTheHoldAndThePhotoAreFeltOnce() {
        var announcer = Announcer(words: words)
        XCTAssertEqual(announcer.hear(live(.holding, hint: .stayLikeThat))?.haptic, .hold)
        XCTAssertNil(announcer.hear(live(.holding, hint: .stayLikeThat, progress: 0.5)))
        XCTAssertEqual(announcer.hear(live(.accepted))?.haptic, .done)
        XCTAssertNil(announcer.hear(live(.accepted)))
    }

    func testANoticeIsSaidOnceAndTheHintAgainAfterIt() {
        var announcer = Announcer(words: words)
        _ = announcer.hear(live(.guiding, hint: .turnLeft))
        let call = SelfieScreen.interrupted(.usedByAnother)
        XCTAssertEqual(announcer.hear(call)?.text, words[.usedByAnother])
        XCTAssertNil(announcer.hear(call))
        XCTAssertEqual(announcer.hear(live(.guiding, hint: .turnLeft))?.text, words[.turnLeft])
        XCTAssertEqual(announcer.hear(call)?.text, words[.usedByAnother])
    }

    func testEveryAcceptedPhotoIsFelt() {
        var announcer = Announcer(words: words)
        let photo = SelfiePhoto.standIn
        let accepted = announcer.hear(.ended(.accepted(photo)))
        XCTAssertEqual(accepted, Announcement(text: words[.accepted], haptic: .done))
        XCTAssertNil(announcer.hear(.ended(.accepted(photo))))
    }

    func testEveryTextIsThereInEveryLanguage() throws {
        let languages = Language.allCases.map { ScreenWords(language: $0) }
        for text in ScreenText.allCases {
            for words in languages {
                XCTAssertNotEqual(words[text], text.rawValue, "\(words.language)")
                XCTAssertFalse(words[text].isEmpty)
            }
            // A language may borrow a button's word.
            XCTAssertGreaterThan(Set(languages.map { $0[text] }).count, 1, text.rawValue)
        }
        for hint in Hint.allCases { XCTAssertEqual(Set(languages.map { $0[hint] }).count, languages.count) }
        for rule in RuleId.allCases { XCTAssertEqual(Set(languages.map { $0[[rule]] }).count, languages.count) }
        // No text that nothing shows.
        for language in Language.allCases.map(\.tag) {
            let file = root.appendingPathComponent(
                "ios/Sources/SwafotoCamera/Resources/\(language).lproj/Swafoto.strings")
            let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            let keys = lines.filter { $0.hasPrefix("\"") }.map { $0.split(separator: "\"")[0] }
            XCTAssertEqual(keys.map(String.init).sorted(), ScreenText.allCases.map(\.rawValue).sorted())
        }
    }

    func testEveryScreenSaysSomethingAndOffersAWayOn() {
        for words in [ScreenWords(language: .indonesian), words] {
            let screens =
                CameraPermission.allCases.map(SelfieScreen.needsPermission)
                + CameraProblem.allCases.map(SelfieScreen.cameraUnusable)
                + CameraInterruption.allCases.map(SelfieScreen.interrupted)
                + [.preparing, .ended(.timedOut), .ended(.cancelled), .ended(.failed(.busy))]
            func text(_ screen: SelfieScreen) -> String { ScreenNotice(screen, words: words).text ?? "" }
            for screen in screens { XCTAssertFalse(text(screen).isEmpty, "\(screen)") }
            let blocked = text(.ended(.blocked(reasons: [.noEyewear])))
            XCTAssertTrue(blocked.contains(RuleId.noEyewear.reason(in: words.language)))
        }
        func action(_ screen: SelfieScreen) -> ScreenNotice.Action? { ScreenNotice(screen, words: words).action }
        XCTAssertEqual(action(.needsPermission(.notAsked)), .allowCamera)
        XCTAssertEqual(action(.needsPermission(.denied)), .openSettings)
        XCTAssertNil(action(.needsPermission(.restricted)))
        XCTAssertEqual(action(.cameraUnusable(.failed)), .tryAgain)
        XCTAssertNil(action(.interrupted(.usedByAnother)))
        func mayClose(_ screen: SelfieScreen) -> Bool { ScreenNotice(screen, words: words).mayClose }
        XCTAssertFalse(mayClose(.needsPermission(.notAsked)), "no way around iOS's own question")
        XCTAssertTrue(mayClose(.needsPermission(.denied)))
        XCTAssertTrue(mayClose(.preparing))
    }

    func testTheOutlineLiesOnThePreview() throws {
        // A frame of 480 by 640 in a view of 240 by 480 is scaled by 0.75 and cut at both sides by 60.
        let corner = [Point2(x: 0, y: 0), Point2(x: 480, y: 640), Point2(x: 120, y: 0)]
        let view = CGSize(width: 240, height: 480)
        let plain = OverlayPicture(live(.holding, outline: corner, progress: 0.5), view: view, mirrored: false)
        XCTAssertEqual(
            plain.outline, [CGPoint(x: -60, y: 0), CGPoint(x: 300, y: 480), CGPoint(x: 30, y: 0)])
        XCTAssertEqual(plain.progress, 0.5)
        let mirrored = OverlayPicture(live(.holding, outline: corner), view: view, mirrored: true)
        XCTAssertEqual(
            mirrored.outline, [CGPoint(x: 300, y: 0), CGPoint(x: -60, y: 480), CGPoint(x: 210, y: 0)])
        XCTAssertEqual(OverlayPicture(live(.guiding), view: view, mirrored: true).mark, .none)
        XCTAssertEqual(OverlayPicture(live(.guiding, outline: corner), view: .zero, mirrored: true).mark, .none)
        XCTAssertEqual(OverlayPicture(.preparing, view: view, mirrored: true).mark, .none)
    }

    func testARetakeKeepsTheRequestButAsksForANonceOfItsOwn() {
        let first = SelfieRequest(policy: .preset("ektp"), reference: "form 7", nonce: "a", declaredCovering: true)
        let again = first.retaking(SelfieResult.blocked(reasons: [.sharpness]).reasons, nonce: "b")
        XCTAssertEqual(again.retake, [.sharpness])
        XCTAssertEqual(again.nonce, "b")
        XCTAssertEqual(again.reference, first.reference)
        XCTAssertEqual(again.policy, first.policy)
        XCTAssertTrue(again.declaredCovering)
    }
}

/// A screen with guidance.
func live(
    _ state: SessionState, hint: Hint? = nil, asks: Bool = false, help: [RuleId] = [], outline: [Point2] = [],
    progress: Float = 0
) -> SelfieScreen {
    let update = SessionUpdate(
        state: state, hint: hint, progress: progress, capture: false, outline: outline, ran: [], askCovering: asks,
        help: help, ending: nil, reasons: [])
    return .live(Guidance(update: update, frameSize: PictureSize(width: 480, height: 640)))
}

extension SelfiePhoto {
    /// A photo where nobody looks at the picture.
    static let standIn = SelfiePhoto(
        jpeg: Data(), size: PictureSize(width: 1, height: 1), sha256: "", receipt: "", signature: .notAsked)
}
