import Foundation
import Swafoto
import SwafotoCamera

/// A camera that plays the film of a case: each frame once the one before it was let go, the still when it is asked for.
final class FilmCamera: SelfieCamera, @unchecked Sendable {
    /// Nanoseconds between a still that is asked for and its delivery; no preview comes meanwhile.
    static let shutter: Int64 = 120_000_000

    private let told: Case
    private let film: Film
    private let still: FilmFrame
    private let lock = NSLock()
    private var time: Int64 = 0
    private var stillIsAskedFor = false
    private var hear: (@Sendable (CameraEvent) -> Void)?
    /// Called as soon as a still is on its way.
    var stillIsSent: () -> Void = {}

    init(_ told: Case) throws {
        self.told = told
        film = try Film.preview(told.name)
        still = try told.still()
    }

    let permission = CameraPermission.granted

    func askPermission(_ answered: @escaping @Sendable (CameraPermission) -> Void) { answered(permission) }

    var now: FrameTime { lock.withLock { FrameTime(nanoseconds: time) } }

    var isOpen: Bool { lock.withLock { hear != nil } }

    func open(_ hear: @escaping @Sendable (CameraEvent) -> Void) {
        lock.withLock { self.hear = hear }
        hear(.other(.opened(stillSize: still.uprightSize)))
    }

    func takeStill() { lock.withLock { stillIsAskedFor = true } }

    func close() { lock.withLock { hear = nil } }

    /// Lets time go by in which nothing comes.
    func wait(nanoseconds: Int64) { lock.withLock { time += nanoseconds } }

    /// Plays to the end of the film or until it is closed. Each frame is shown on `worker`, so that none is dropped because time
    /// passes at that moment, and dealt with before `afterEach`. `beforeEach` is called with the time of each frame that comes.
    func play(
        on worker: DispatchQueue, afterEach: () async -> Void = {}, beforeEach: (Int64) async -> Void = { _ in }
    ) async {
        var index: Int64 = 0
        worker.sync {}
        while let planes = film.next() {
            let at = index * 1_000_000_000 / Int64(film.framesPerSecond)
            index += 1
            if at < now.nanoseconds { continue }
            await beforeEach(at)
            let frame = told.frame(planes, film.format)
            guard worker.sync(execute: { deliver(at) { .frame(frame, at: $0) } }) else { return }
            worker.sync {}
            await afterEach()
            guard lock.withLock({ stillIsAskedFor }) else { continue }
            lock.withLock { stillIsAskedFor = false }
            guard deliver(at + FilmCamera.shutter, { .still(self.still, at: $0) }) else { return }
            stillIsSent()
            worker.sync {}
            await afterEach()
        }
    }

    /// False where nobody listens.
    private func deliver(_ at: Int64, _ event: (FrameTime) -> CameraEvent) -> Bool {
        guard let hear = lock.withLock({ hear }) else { return false }
        lock.withLock { time = at }
        hear(event(FrameTime(nanoseconds: at)))
        return true
    }
}
