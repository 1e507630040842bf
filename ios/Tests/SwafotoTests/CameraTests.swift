import AVFoundation
import Foundation
import Swafoto
import XCTest

@testable import SwafotoCamera

/// The phone's camera, unchanged, on frameworks that run as Apple's do.
final class CameraTests: XCTestCase {
    /// What a camera told.
    private final class Ear: Sendable {
        private let events = Guarded<[CameraEvent]>([])

        func hear(_ event: CameraEvent) { events.withLock { $0.append(event) } }

        var others: [ScreenEvent] {
            events.withLock { $0.compactMap { if case .other(let event) = $0 { event } else { nil } } }
        }
        var frames: [any Frame] {
            events.withLock { $0.compactMap { if case .frame(let frame, _) = $0 { frame } else { nil } } }
        }
        var stills: [any Frame] {
            events.withLock { $0.compactMap { if case .still(let frame, _) = $0 { frame } else { nil } } }
        }
        var opened: Int {
            others.filter { if case .opened = $0 { true } else { false } }.count
        }
    }

    private let ear = Ear()
    private let phone = FakePhone()

    override func setUp() { FakePhone.shared = phone }

    override func tearDown() { XCTAssertEqual(phone.exceptions, []) }

    /// A camera that runs.
    private func open(_ device: AVCaptureDevice? = AVCaptureDevice()) async -> AVSelfieCamera {
        phone.frontCamera = device
        let camera = AVSelfieCamera()
        camera.open { [ear] in ear.hear($0) }
        await eventually("opened") { ear.opened == 1 }
        return camera
    }

    private func scene() throws -> FakeScene { FakeScene(try Case.named("perfect").firstFrame()) }

    /// Review P0.2: a sensor may stand otherwise than we assume, and photos are never turned by AVFoundation.
    func testFramesAndPhotosAreUprightWhicheverWayTheSensorStands() async throws {
        let told = try Case.named("perfect")
        let (engine, policy, scene) = (try await Loaded.engine(), try Policy(toml: told.policyText), try scene())
        let wanted = try await engine.judge(told.firstFrame(), by: policy).checks.map(\.status)
        for turns in 0..<4 {
            let ear = Ear()
            phone.frontCamera = AVCaptureDevice(sensorTurns: turns)
            let camera = AVSelfieCamera()
            camera.open { ear.hear($0) }
            await eventually("opened") { ear.opened == 1 }
            camera.frameOutput.deliver(scene)
            camera.takeStill()
            await eventually("asked") { camera.photoOutput.photosAskedFor == 1 }
            camera.photoOutput.answer(0, scene)
            await eventually("both") { !ear.frames.isEmpty && !ear.stills.isEmpty }
            for frame in [ear.frames[0], ear.stills[0]] {
                XCTAssertEqual(frame.uprightSize, try told.firstFrame().uprightSize, "\(turns)")
                let statuses = try await engine.judge(frame, by: policy).checks.map(\.status)
                XCTAssertEqual(statuses, wanted, "\(turns)")
            }
        }
    }

    /// Review P1.5: after one photo that never came every further one failed.
    func testOneLostPhotoIsOnePhoto() async throws {
        let camera = await open()
        camera.takeStill()
        await eventually("asked") { camera.photoOutput.photosAskedFor == 1 }
        camera.takeStill()
        await eventually("asked again") { camera.photoOutput.photosAskedFor == 2 }
        camera.photoOutput.answer(1, try scene())
        XCTAssertEqual(ear.stills.count, 1)
        // The first comes after all: nobody waits for it any more.
        camera.photoOutput.answer(0, try scene())
        XCTAssertEqual(ear.stills.count, 1)
        XCTAssertFalse(ear.others.contains(.stillFailed))
    }

    func testAPhotoThatCannotBeTakenIsToldOnce() async throws {
        let camera = await open()
        camera.takeStill()
        await eventually("asked") { camera.photoOutput.photosAskedFor == 1 }
        camera.photoOutput.answer(0, nil)
        XCTAssertEqual(ear.others.filter { $0 == .stillFailed }.count, 1)
        camera.session.stopRunning()
        camera.takeStill()
        await eventually("refused") { ear.others.filter { $0 == .stillFailed }.count == 2 }
    }

    /// Review P2.10: AVFoundation raises an exception where it cannot mirror.
    func testACameraThatCannotMirrorIsNotAskedTo() async {
        _ = await open(AVCaptureDevice(mirrors: false))
        XCTAssertEqual(phone.exceptions, [])
    }

    /// Review P2.14: a session that takes its time to start or stop keeps no frame back.
    func testFramesComeWhileTheSessionStarts() async throws {
        let camera = await open()
        let (scene, came) = (try scene(), Guarded(false))
        phone.whileStarting = {
            let dealtWith = DispatchSemaphore(value: 0)
            camera.frameOutput.deliver(scene) { dealtWith.signal() }
            if dealtWith.wait(timeout: .now() + 2) == .success { _ = came.claim() }
        }
        camera.open { [ear] in ear.hear($0) }
        await eventually("opened again") { ear.opened == 2 }
        XCTAssertTrue(came.isSet)
        XCTAssertEqual(ear.frames.count, 1)
    }

    func testNothingIsHeardOfACameraThatWasClosed() async throws {
        let camera = await open()
        camera.close()
        await withCheckedContinuation { continuation in
            camera.frameOutput.deliver(FakeScene(width: 2, height: 2)) { continuation.resume() }
        }
        XCTAssertEqual(ear.frames.count, 0)
        await eventually("stopped") { !camera.session.isRunning }
    }

    /// Review P3: an attempt that failed half-way left its input behind, and "Try again" failed for ever.
    func testASetUpThatFailedIsTriedAnew() async {
        phone.outputsTaken = 1
        let camera = AVSelfieCamera()
        camera.open { [ear] in ear.hear($0) }
        await eventually("failed") { ear.others == [.problem(problem: .failed)] }
        camera.open { [ear] in ear.hear($0) }
        await eventually("opened") { ear.opened == 1 }
    }

    func testWhyThereIsNoCameraIsTold() async {
        for (prepare, event) in [
            ({ $0.frontCamera = nil }, .problem(problem: .noFrontCamera)),
            ({ $0.inputsFail = true }, .problem(problem: .failed)),
            ({ $0.authorization = .denied }, .permission(permission: .refusedForGood)),
            ({ $0.authorization = .restricted }, .permission(permission: .restricted)),
        ] as [((FakePhone) -> Void, ScreenEvent)] {
            let (phone, ear) = (FakePhone(), Ear())
            prepare(phone)
            FakePhone.shared = phone
            let camera = AVSelfieCamera()
            camera.open { ear.hear($0) }
            await eventually("\(event)") { ear.others == [event] }
        }
    }

    func testThePersonsAnswerIsTold() async {
        for (answer, permission) in [
            (AVAuthorizationStatus.authorized, CameraPermission.granted), (.denied, .refusedForGood),
        ] {
            phone.authorization = .notDetermined
            phone.answer = answer
            let camera = AVSelfieCamera()
            XCTAssertEqual(camera.permission, .notAsked)
            let told = await withCheckedContinuation { continuation in
                camera.askPermission { continuation.resume(returning: $0) }
            }
            XCTAssertEqual(told, permission)
        }
    }

    func testInterruptionsAndErrorsAreTold() async {
        let camera = await open()
        func post(_ name: Notification.Name, _ facts: [String: Any] = [:]) {
            NotificationCenter.default.post(name: name, object: camera.session, userInfo: facts)
        }
        for (reason, interruption) in [
            (1, CameraInterruption.inBackground), (2, .usedByAnother), (3, .usedByAnother), (4, .sharedScreen), (5, .tooHot),
            (99, .unknown),
        ] {
            post(AVCaptureSession.wasInterruptedNotification, [AVCaptureSessionInterruptionReasonKey: reason])
            XCTAssertEqual(ear.others.last, .interrupted(interruption: interruption))
        }
        post(AVCaptureSession.interruptionEndedNotification)
        XCTAssertEqual(ear.opened, 2)
        post(AVCaptureSession.runtimeErrorNotification, [AVCaptureSessionErrorKey: NSError(domain: "AV", code: -1)])
        XCTAssertEqual(ear.others.last, .problem(problem: .failed))
        // The camera service began anew, and so does the camera.
        post(AVCaptureSession.runtimeErrorNotification, [AVCaptureSessionErrorKey: NSError(domain: "AV", code: -11819)])
        await eventually("opened again") { ear.opened == 3 }
    }

    func testACameraThatIsInterruptedWhileItStartsIsNotOpen() async {
        let camera = AVSelfieCamera()
        camera.session.isInterrupted = true
        camera.open { [ear] in ear.hear($0) }
        await eventually("started") { camera.session.isRunning }
        XCTAssertEqual(ear.opened, 0)
        camera.session.isInterrupted = false
        NotificationCenter.default.post(name: AVCaptureSession.interruptionEndedNotification, object: camera.session)
        XCTAssertEqual(ear.opened, 1)
    }

    func testPixelsAreReadOnlyWhileTheyAreHeld() throws {
        let buffer = CVPixelBuffer(width: 64, height: 48, luma: { _, _ in 90 }, chroma: { _, _ in (128, 128) })
        let frame = try XCTUnwrap(PixelBufferFrame(buffer, facts: FrameFacts()))
        frame.withPixels { pixels in
            guard case .yuv420(let y, _, _, let format) = pixels else { return XCTFail("not 4:2:0") }
            XCTAssertEqual(y[Int(format.yRowStride) * 47 + 63], 90)
        }
        XCTAssertEqual(buffer.readsUnlocked, 0)
    }

    func testAFrameOfAnotherFormatIsRefusedAndTold() async {
        let camera = await open()
        let odd = CVPixelBuffer(width: 2, height: 2, format: 0x4247_5241, luma: { _, _ in 0 }, chroma: { _, _ in (0, 0) })
        camera.captureOutput(camera.frameOutput, didOutput: CMSampleBuffer(odd), from: camera.anyConnection)
        XCTAssertEqual(ear.others.last, .frameRefused)
    }

    func testATurnIsToldOnce() async {
        let camera = await open()
        for _ in 0..<3 { camera.turn(to: .topLeft) }
        XCTAssertEqual(ear.others.filter { $0 == .turned }.count, 1)
    }

    func testStillsAreAsLargeAsTheyLie() async {
        for (width, height) in [(4032, 3024), (3024, 4032)] as [(Int32, Int32)] {
            let ear = Ear()
            phone.frontCamera = AVCaptureDevice(sensorTurns: width > height ? 1 : 0, width: width, height: height)
            let camera = AVSelfieCamera()
            camera.open { ear.hear($0) }
            await eventually("opened") {
                ear.others == [.opened(stillSize: PictureSize(width: 3024, height: 4032))]
            }
        }
    }
}

extension AVSelfieCamera {
    var frameOutput: AVCaptureVideoDataOutput {
        session.outputs.lazy.compactMap { $0 as? AVCaptureVideoDataOutput }.first ?? AVCaptureVideoDataOutput()
    }

    var photoOutput: AVCapturePhotoOutput {
        session.outputs.lazy.compactMap { $0 as? AVCapturePhotoOutput }.first ?? AVCapturePhotoOutput()
    }

    var anyConnection: AVCaptureConnection { frameOutput.connection(with: .video)! }
}

extension FakeScene {
    init(_ frame: FilmFrame) {
        self.init(
            width: Int(frame.format.width), height: Int(frame.format.height), y: frame.planes.y, u: frame.planes.u,
            v: frame.planes.v)
    }

    /// A grey picture.
    init(width: Int, height: Int) {
        let chroma = Data(repeating: 128, count: width * height / 4)
        self.init(width: width, height: height, y: Data(repeating: 128, count: width * height), u: chroma, v: chroma)
    }
}
