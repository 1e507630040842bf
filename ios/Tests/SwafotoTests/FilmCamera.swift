import Foundation
import Swafoto
import SwafotoCamera

/// A camera that plays the film of a case: each frame once the one before it was let go, the still when it is asked for.
final class FilmCamera: SelfieCamera, @unchecked Sendable {
    /// Nanoseconds between a still that is asked for and its delivery; no preview comes meanwhile.
    private static let shutter: Int64 = 120_000_000

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

    var now: FrameTime { lock.withLock { FrameTime(nanoseconds: time) } }

    func open(_ hear: @escaping @Sendable (CameraEvent) -> Void) {
        lock.withLock { self.hear = hear }
        hear(.permission(.granted))
        hear(.opened(stillSize: still.uprightSize))
    }

    func takeStill() { lock.withLock { stillIsAskedFor = true } }

    func close() { lock.withLock { hear = nil } }

    /// Lets time go by in which nothing comes.
    func wait(nanoseconds: Int64) { lock.withLock { time += nanoseconds } }

    /// Plays to the end of the film or until it is closed. `afterEach` is called when a frame or still was dealt with,
    /// `beforeEach` with the time of each frame that comes.
    func play(afterEach: () async -> Void = {}, beforeEach: (Int64) async -> Void = { _ in }) async {
        var index: Int64 = 0
        while let planes = film.next() {
            let at = index * 1_000_000_000 / Int64(film.framesPerSecond)
            index += 1
            if at < now.nanoseconds { continue }
            await beforeEach(at)
            guard await deliver(at, { .frame(self.told.frame(planes, self.film.format, lease: $0), at: $1) }) else {
                return
            }
            await afterEach()
            guard lock.withLock({ stillIsAskedFor }) else { continue }
            lock.withLock { stillIsAskedFor = false }
            let still = { (lease: Lease, at: FrameTime) in
                var frame = self.still
                frame.lease = lease
                return CameraEvent.still(frame, at: at)
            }
            guard await deliver(at + FilmCamera.shutter, still) else { return }
            await afterEach()
        }
    }

    /// Sends an event and waits until nobody holds its frame. False where nobody listens.
    private func deliver(_ at: Int64, _ event: (Lease, FrameTime) -> CameraEvent) async -> Bool {
        guard let hear = lock.withLock({ hear }) else { return false }
        lock.withLock { time = at }
        await withCheckedContinuation { continuation in
            let told = event(Lease { continuation.resume() }, FrameTime(nanoseconds: at))
            hear(told)
            if case .still = told { stillIsSent() }
        }
        return true
    }
}
