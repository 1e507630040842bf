import Foundation
import Swafoto
import SwafotoBindings
import XCTest

@testable import SwafotoCamera

/// Signs nothing, or in the right form: r and s of one byte each, as DER.
private final class TestSigner: Swafoto.ReceiptSigner {
    struct Locked: Error {}
    let answer: Data?

    init(_ answer: Data?) { self.answer = answer }

    func keyId() throws -> String? { "key of the test" }

    func sign(bytes: Data) throws -> Data {
        guard let answer else { throw Locked() }
        return answer
    }
}

/// Takes its time, as a person does who looks for the right finger; by the camera's clock it takes longer still.
private final class SlowSigner: Swafoto.ReceiptSigner {
    let camera: FilmCamera

    init(_ camera: FilmCamera) { self.camera = camera }

    func keyId() throws -> String? { nil }

    func sign(bytes: Data) throws -> Data {
        for _ in 0..<4 {
            camera.wait(nanoseconds: 1_000_000_000)
            Thread.sleep(forTimeInterval: 0.2)
        }
        return Data([0x30, 6, 2, 1, 1, 2, 1, 1])
    }
}

/// Whatever goes wrong has a typed result and leaves nothing behind, counted on the other side of the boundary.
final class LiveObjectsTests: XCTestCase {
    private static let well = Data([0x30, 6, 2, 1, 1, 2, 1, 1])

    func testASignerThatFailsCostsTheSignatureOnly() async throws {
        try await leavingNothing {
            let told = try Case.named("perfect")
            let failing = try await PlayedFilm(told, signer: TestSigner(nil)).result
            guard case .accepted(let photo) = failing, case .failed(.callback) = photo.signature else {
                return XCTFail("\(failing)")
            }
            XCTAssertTrue(photo.receipt.hasPrefix("{"))
            let senseless = try await PlayedFilm(told, signer: TestSigner(Data([1, 2, 3]))).result
            guard case .failed(.receipt)? = senseless.photo?.signature else { return XCTFail("\(senseless)") }
            let signed = try await PlayedFilm(told, signer: TestSigner(Self.well)).result
            XCTAssertEqual(signed.photo?.signature, .signed)
            XCTAssertEqual(signed.photo?.receipt.split(separator: ".").count, 3)
            XCTAssertEqual(signed.photo?.jpeg, photo.jpeg)
        }
    }

    func testASignerThatIsSlowGetsItsTime() async throws {
        try await leavingNothing {
            let (controller, camera, worker) = try self.film("perfect") { SlowSigner($0) }
            await camera.play(on: worker)
            let result = await controller.waitForResult()
            XCTAssertEqual(result.photo?.signature, .signed, "\(result)")
        }
    }

    func testASessionClosedWhileAStillIsJudged() async throws {
        try await leavingNothing {
            for _ in 0..<5 {
                let (session, at) = try await self.sessionThatWantsAStill()
                let entered = AsyncStream<Void>.makeStream()
                var watched = try Case.named("perfect").still()
                watched.lookedAt = { entered.continuation.yield() }
                let judging = Task { [watched] in try await session.still(watched, at: at) }
                for await _ in entered.stream { break }
                session.close()
                let result = await judging.result
                XCTAssertThrowsError(try result.get()) { XCTAssertEqual($0 as? Swafoto.SwafotoError, .released) }
                await assertThrows(try await session.takeCapture()) { XCTAssertEqual($0, .released) }
            }
        }
    }

    func testGoingBackWhileAStillIsJudged() async throws {
        try await leavingNothing {
            let (controller, camera, worker) = try self.film("perfect")
            camera.stillIsSent = { [weak controller] in controller?.cancel() }
            await camera.play(on: worker)
            let result = await controller.waitForResult()
            XCTAssertEqual(result, .cancelled)
        }
    }

    func testACancelledTaskEndsTheSession() async throws {
        try await leavingNothing {
            let (controller, camera, worker) = try self.film("never-compliant")
            let waiting = Task { await controller.waitForResult() }
            var frames = 0
            await camera.play(on: worker) {
                frames += 1
                if frames == 5 { waiting.cancel() }
            }
            let result = await waiting.value
            XCTAssertEqual(result, .cancelled)
            let again = await controller.waitForResult()
            XCTAssertEqual(again, .cancelled)
        }
    }

    func testAControllerThatNobodyHoldsLetsGo() async throws {
        try await leavingNothing {
            var (controller, camera, worker): (SelfieController?, FilmCamera, DispatchQueue) = try self.film("perfect")
            var frames = 0
            await camera.play(on: worker) {
                frames += 1
                if frames == 3 { controller = nil }
            }
            XCTAssertGreaterThanOrEqual(frames, 3)
            XCTAssertFalse(camera.isOpen)
            withExtendedLifetime(controller) {}
        }
    }

    /// A film that is about to be played to a controller on show.
    private func film(
        _ name: String, signer: (FilmCamera) -> (any Swafoto.ReceiptSigner)? = { _ in nil }
    ) throws -> (SelfieController, FilmCamera, DispatchQueue) {
        let told = try Case.named(name)
        let camera = try FilmCamera(told)
        let worker = DispatchQueue(label: "film")
        let request = SelfieRequest(policy: .toml(try told.policyText), signer: signer(camera))
        let controller = SelfieController(request, camera: camera, worker: worker)
        controller.appear()
        worker.sync {}
        return (controller, camera, worker)
    }

    func testACaptureThatWasWipedSaysSo() async throws {
        try await leavingNothing {
            let (session, at) = try await self.sessionThatWantsAStill()
            let update = try await session.still(try Case.named("perfect").still(), at: at)
            XCTAssertEqual(update.ending, .accepted)
            let taken = try await session.takeCapture()
            let capture = try XCTUnwrap(taken)
            for _ in 0..<2 { capture.wipe() }
            XCTAssertThrowsError(try capture.jpeg()) { XCTAssertEqual($0 as? Swafoto.SwafotoError, .released) }
            XCTAssertThrowsError(try capture.signedReceipt(by: TestSigner(Self.well))) {
                XCTAssertEqual($0 as? Swafoto.SwafotoError, .released)
            }
        }
    }

    private func sessionThatWantsAStill() async throws -> (Swafoto.SelfieSession, FrameTime) {
        let session = try await openSession()
        let frame = try Case.named("perfect").firstFrame()
        var time: Int64 = 0
        repeat { time += 33 } while try await !session.preview(frame, at: .milliseconds(time)).capture
        return (session, .milliseconds(time))
    }

    /// Runs `body`; afterwards as many objects live as before. Tasks that let go may still be on their way, so it is
    /// asked for a while; a leak stays.
    private func leavingNothing(_ body: () async throws -> Void) async throws {
        // The tests' own, which stays.
        _ = try await Loaded.engine()
        let before = probeLiveObjects()
        try await body()
        for _ in 0..<200 where probeLiveObjects() != before { try await Task.sleep(nanoseconds: 10_000_000) }
        XCTAssertEqual(probeLiveObjects(), before)
    }
}
