import Foundation
import Swafoto
import SwafotoCamera

/// A camera that says what a test tells it to.
final class ScriptedCamera: SelfieCamera, @unchecked Sendable {
    private let lock = NSLock()
    private var hear: (@Sendable (CameraEvent) -> Void)?
    private var stills = 0
    private var time = FrameTime(nanoseconds: 0)
    private var may: CameraPermission
    /// What the person says when they are asked.
    private let answer: CameraPermission

    init(permission: CameraPermission = .granted, answer: CameraPermission = .granted) {
        (may, self.answer) = (permission, answer)
    }

    var permission: CameraPermission { lock.withLock { may } }
    var now: FrameTime { lock.withLock { time } }
    var isOpen: Bool { lock.withLock { hear != nil } }
    var stillsAskedFor: Int { lock.withLock { stills } }

    func askPermission(_ answered: @escaping @Sendable (CameraPermission) -> Void) {
        lock.withLock { may = answer }
        answered(answer)
    }

    func open(_ hear: @escaping @Sendable (CameraEvent) -> Void) { lock.withLock { self.hear = hear } }

    func takeStill() { lock.withLock { stills += 1 } }

    func close() { lock.withLock { hear = nil } }

    func tell(_ event: ScreenEvent) { lock.withLock { hear }?(.other(event)) }

    func wait(milliseconds: Int64) {
        lock.withLock { time = FrameTime(nanoseconds: time.nanoseconds + milliseconds * 1_000_000) }
    }

    func still(_ frame: FilmFrame) { lock.withLock { hear }?(.still(frame, at: now)) }

    /// Sends a frame of the next moment, from whichever thread the test runs on; nothing where nobody listens.
    func show(_ frame: FilmFrame) {
        wait(milliseconds: 33)
        lock.withLock { hear }?(.frame(frame, at: now))
    }
}
