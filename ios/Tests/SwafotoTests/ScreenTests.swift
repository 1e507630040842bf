import AVFoundation
import Foundation
import Swafoto
import UIKit
import XCTest

@testable import SwafotoCamera

/// The screen itself, unchanged, on a UIKit that runs but for its layout and its pixels.
final class ScreenTests: XCTestCase {
    override func setUp() { FakePhone.shared = FakePhone() }

    override func tearDown() { XCTAssertEqual(FakePhone.shared.exceptions, []) }

    private func onMain(_ body: @escaping @MainActor @Sendable () async throws -> Void) async throws {
        try await Task { @MainActor in
            UIAccessibility.said = []
            UIAccessibility.isVoiceOverRunning = false
            AVSpeechSynthesizer.spoken = []
            UIFeedbackGenerator.felt = []
            UIApplication.shared.opened = []
            UIApplication.shared.isIdleTimerDisabled = false
            try await body()
        }.value
    }

    /// Review P2.9: brightness could stay at its most when the screen was left.
    func testTheLightIsGivenBackBeforeAnotherScreenIsSeen() async throws {
        try await onMain {
            let app = try App("light-on")
            app.appear()
            let own = app.scene.screen.brightness
            try await app.see { app.scene.screen.brightness == 1 }
            app.screen.viewWillDisappear(true)
            XCTAssertEqual(app.scene.screen.brightness, own)
            // A pop that is cancelled.
            app.screen.viewWillAppear(true)
            XCTAssertEqual(app.scene.screen.brightness, 1)
            NotificationCenter.default.post(name: UIApplication.didEnterBackgroundNotification, object: nil)
            XCTAssertEqual(app.scene.screen.brightness, own)
            app.scene.screen.brightness = 0.7
            app.disappear()
            XCTAssertEqual(app.scene.screen.brightness, 0.7, "nobody lit it")
        }
    }

    func testThePhoneMayLockItselfAgainAlsoAfterAPopThatWasCancelled() async throws {
        try await onMain {
            let app = try App()
            app.appear()
            XCTAssertTrue(UIApplication.shared.isIdleTimerDisabled)
            app.screen.viewWillDisappear(true)
            app.appear()
            app.disappear()
            XCTAssertFalse(UIApplication.shared.isIdleTimerDisabled)
            // What the app itself wants stays as it is.
            UIApplication.shared.isIdleTimerDisabled = true
            app.appear()
            app.disappear()
            XCTAssertTrue(UIApplication.shared.isIdleTimerDisabled)
        }
    }

    func testVoiceOversWayBackLeaves() async throws {
        try await onMain {
            let app = try App()
            app.appear()
            XCTAssertTrue(app.screen.accessibilityPerformEscape())
            await eventually("a result") { app.results == [.cancelled] }
        }
    }

    func testThePermissionIsAskedForByAButtonAndSettingsAreOpened() async throws {
        try await onMain {
            FakePhone.shared.authorization = .notDetermined
            FakePhone.shared.answer = .denied
            let app = try App()
            app.appear()
            await eventually("the question") { app.buttons.count == 1 }
            XCTAssertNotNil(app.buttons[0].backgroundColor)
            app.buttons[0].press()
            await eventually("the way to Settings") { app.buttons.count == 2 }
            XCTAssertEqual(UIApplication.shared.opened, [])
            app.buttons[0].press()
            await eventually("Settings") { UIApplication.shared.opened.map(\.absoluteString) == ["app-settings:"] }
            app.buttons[1].press()
            await eventually("a result") { app.results == [.permissionMissing(.refusedForGood)] }
        }
    }

    func testABackgroundedAppGivesTheCameraBackAndFetchesItAgain() async throws {
        try await onMain {
            let app = try App()
            app.appear()
            await eventually("running") { app.screen.camera.session.isRunning }
            NotificationCenter.default.post(name: UIApplication.didEnterBackgroundNotification, object: nil)
            await eventually("stopped") { !app.screen.camera.session.isRunning }
            NotificationCenter.default.post(name: UIApplication.willEnterForegroundNotification, object: nil)
            await eventually("running again") { app.screen.camera.session.isRunning }
            app.disappear()
            await eventually("stopped") { !app.screen.camera.session.isRunning }
            NotificationCenter.default.post(name: UIApplication.willEnterForegroundNotification, object: nil)
            try await Task.sleep(nanoseconds: 100_000_000)
            XCTAssertFalse(app.screen.camera.session.isRunning, "it is not on show")
        }
    }

    func testASelfieFromTheFirstFrameToThePhoto() async throws {
        try await onMain {
            UIAccessibility.isVoiceOverRunning = true
            let app = try App()
            app.appear()
            try await app.see { !app.results.isEmpty }
            guard case .accepted(let photo) = app.results.first else { return XCTFail("\(app.results)") }
            XCTAssertEqual(photo.jpeg.prefix(2), Data([0xFF, 0xD8]))
            await eventually("felt") { UIFeedbackGenerator.felt.last == "success" }
            XCTAssertTrue(UIFeedbackGenerator.felt.contains("warning"), "hold it")
            XCTAssertTrue(UIAccessibility.said.allSatisfy { $0.contains("en: ") }, "\(UIAccessibility.said)")
            XCTAssertEqual(AVSpeechSynthesizer.spoken.filter { $0 != "-" }, [], "VoiceOver speaks")
            await eventually("stopped") { !app.screen.camera.session.isRunning }
        }
    }

    func testAScreenThatIsTakenAwayIsToldOnce() async throws {
        try await onMain {
            let app = try App()
            app.appear()
            await eventually("running") { app.screen.camera.session.isRunning }
            weak var screen = app.screen
            app.forget()
            await eventually("a result") { app.results == [.cancelled] }
            await eventually("gone") { screen == nil }
        }
    }

    func testThePhonesVoiceSpeaksWhereItWasAskedToAndVoiceOverDoesNot() async throws {
        try await onMain {
            let app = try App(spoken: true)
            app.appear()
            await eventually("spoken") { AVSpeechSynthesizer.spoken.contains { $0.hasPrefix("en: ") } }
            XCTAssertEqual(UIAccessibility.said, [])
            app.disappear()
            XCTAssertEqual(AVSpeechSynthesizer.spoken.last, "-", "it falls silent with the screen")
        }
    }

    func testEverythingOfARecordIsDrawn() async throws {
        try await onMain {
            let told = Guarded<[ScreenEvent]>([])
            let board = BoardView(SelfieTheme()) { event in told.withLock { $0.append(event) } }
            let question = ScreenQuestion(text: "question", yes: "yes", no: "no", note: "what follows")
            let record = SelfieScreen(
                scene: .ended, text: "text",
                cards: [
                    ScreenCard(picture: .allCases[0], alternative: "drawn", text: "card"),
                    ScreenCard(picture: .allCases[1], alternative: "also drawn", text: "another"),
                ],
                note: "note", question: question,
                buttons: [
                    ScreenButton(action: .tryAgain, label: "again"), ScreenButton(action: .leave, label: "leave"),
                ],
                showsCamera: false, lights: false, speaks: false, waits: true, previewLabel: "", title: "", language: "en")
            board.show(record)
            let seen = board.everything.compactMap { ($0 as? UILabel)?.text }
            XCTAssertEqual(
                seen,
                ["text", "1. card", "2. another", "note", "question", "yes", "no", "what follows", "again", "leave"])
            let buttons = board.everything.compactMap { $0 as? UIButton }
            XCTAssertEqual(buttons.map { $0.titleLabel?.text }, ["yes", "no", "again", "leave"])
            XCTAssertEqual(buttons[2].backgroundColor?.name, "blue")
            XCTAssertEqual(buttons[3].backgroundColor?.name, "clear")
            buttons.forEach { $0.press() }
            XCTAssertEqual(
                told.withLock { $0 },
                [.answered(covered: true), .answered(covered: false), .pressed(action: .tryAgain), .pressed(action: .leave)])
            let picture = board.everything.first { $0.accessibilityLabel == "drawn" }
            XCTAssertFalse(picture?.layer.sublayers?.isEmpty ?? true)
            XCTAssertEqual(board.accessibilityLanguage, "en")
            // What did not change is not drawn anew: VoiceOver would lose its place.
            board.show(record)
            XCTAssertTrue(board.everything.compactMap { $0 as? UIButton }.elementsEqual(buttons, by: ===))
        }
    }

    func testWhatStandsOverThePictureStandsOnSheets() async throws {
        try await onMain {
            let board = BoardView(SelfieTheme()) { _ in }
            func record(_ question: ScreenQuestion?, showsCamera: Bool) -> SelfieScreen {
                SelfieScreen(
                    scene: .guiding, text: "text", cards: [], note: "", question: question,
                    buttons: [ScreenButton(action: .leave, label: "leave")], showsCamera: showsCamera, lights: false,
                    speaks: false, waits: false, previewLabel: "", title: "", language: "en")
            }
            @MainActor func sheets() -> [SheetView] { board.everything.compactMap { $0 as? SheetView } }
            board.show(record(nil, showsCamera: true))
            XCTAssertEqual(sheets().map(\.isHidden), [false, true])
            board.show(record(ScreenQuestion(text: "q", yes: "y", no: "n", note: ""), showsCamera: true))
            XCTAssertEqual(sheets().map(\.isHidden), [false, false])
            XCTAssertEqual(sheets().map { $0.backgroundColor?.name }, ["background", "background"])
            XCTAssertEqual(board.backgroundColor?.name, "clear")
            board.show(record(nil, showsCamera: false))
            XCTAssertEqual(sheets().map(\.isHidden), [false, true])
            XCTAssertEqual(sheets()[0].backgroundColor?.name, "clear")
            XCTAssertEqual(board.backgroundColor?.name, "background")
        }
    }

    func testShapesAreDrawnAsTheyAreTold() async throws {
        try await onMain {
            let view = ShapesView(SelfieTheme())
            let corner = [Point2(x: 0, y: 0), Point2(x: 1, y: 0), Point2(x: 1, y: 2)]
            let filled = ScreenShape(
                contours: [corner, corner], closed: true, lineWidth: 0, dash: 0, ink: .white, opacity: 0.84)
            let dashed = ScreenShape(contours: [corner], closed: false, lineWidth: 3, dash: 13, ink: .accent, opacity: 1)
            view.show([filled, dashed], scale: 2)
            let layers = view.layer.sublayers?.compactMap { $0 as? CAShapeLayer } ?? []
            XCTAssertEqual(layers.count, 2)
            XCTAssertEqual(layers[0].fillColor?.name, "white")
            XCTAssertNil(layers[0].strokeColor)
            XCTAssertEqual(layers[0].fillRule, .evenOdd)
            XCTAssertEqual(layers[0].opacity, 0.84)
            XCTAssertEqual(layers[0].path?.contours.map(\.closed), [true, true])
            XCTAssertNil(layers[1].fillColor)
            XCTAssertEqual(layers[1].strokeColor?.name, "blue")
            XCTAssertEqual(layers[1].lineWidth, 6)
            XCTAssertEqual(layers[1].lineDashPattern, [26, 26])
            XCTAssertEqual(layers[1].lineCap, .round)
            XCTAssertEqual(layers[1].path?.contours.first?.points.last, CGPoint(x: 2, y: 4))
            view.show([])
            XCTAssertEqual(view.layer.sublayers?.count, 0)
        }
    }
}

/// An app that shows the screen.
@MainActor
private final class App {
    private(set) var results: [SelfieResult] = []
    private(set) var screen: SelfieViewController!
    let window = UIWindow(frame: .zero)
    let scene = UIWindowScene()
    private let frame, still: FakeScene

    init(_ name: String = "perfect", spoken: Bool = false) throws {
        let told = try Case.named(name)
        (frame, still) = (FakeScene(try told.firstFrame()), FakeScene(try told.still()))
        let size = try told.still().uprightSize
        FakePhone.shared.frontCamera?.activeFormat = .init(CMVideoDimensions(width: Int32(size.height), height: Int32(size.width)))
        let request = SelfieRequest(policy: .toml(try told.policyText), languages: ["en"], spoken: spoken)
        screen = SelfieViewController(request) { [weak self] in self?.results.append($0) }
        window.windowScene = scene
        window.addSubview(screen.view)
    }

    func appear() {
        screen.viewWillAppear(false)
        screen.view.everything.forEach { $0.layoutSubviews() }
        screen.viewDidAppear(false)
    }

    func disappear() {
        screen.viewWillDisappear(false)
        screen.viewDidDisappear(false)
    }

    func forget() {
        screen.view.removeFromSuperview()
        screen = nil
    }

    var buttons: [UIButton] { screen.view.everything.compactMap { $0 as? UIButton } }

    /// Shows the camera the film's first frame, and its still where it takes one, until `condition` holds.
    func see(_ condition: () -> Bool) async throws {
        var stills = 0
        for _ in 0..<2000 {
            if condition() { return }
            let camera = screen.camera
            await withCheckedContinuation { continuation in
                camera.frameOutput.deliver(frame) { continuation.resume() }
            }
            if camera.photoOutput.photosAskedFor > stills {
                camera.photoOutput.answer(stills, still)
                stills += 1
            }
            try await Task.sleep(nanoseconds: 10_000_000)
        }
        XCTFail("never seen: \(results)")
    }
}

extension UIView {
    /// The view and all in it, as they lie.
    fileprivate var everything: [UIView] { [self] + subviews.flatMap(\.everything) }
}
