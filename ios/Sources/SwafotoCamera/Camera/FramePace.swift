import Swafoto

/// How hot the phone is, by iOS's own scale (`ProcessInfo.ThermalState`).
public enum ThermalLevel: CaseIterable, Comparable, Sendable {
    case nominal, fair, serious, critical
}

/// How many frames a second are judged: fewer on a hot phone or one that saves its battery. Which frames are judged is
/// all it decides; what is said of a frame never depends on it, and stills are always judged.
public struct FramePace: Equatable, Sendable {
    /// Frames a second, at most.
    public let framesPerSecond: Int64

    public init(thermalLevel: ThermalLevel, savesBattery: Bool) {
        let cool: Int64 = savesBattery ? 15 : 30
        framesPerSecond =
            switch thermalLevel {
            case .nominal, .fair: cool
            case .serious: min(cool, 15)
            case .critical: min(cool, 8)
            }
    }
}

/// Lets frames through at a pace.
struct FrameThinner: Sendable {
    private var pace = FramePace(thermalLevel: .nominal, savesBattery: false)
    private var due: Int64?

    mutating func keep(to pace: FramePace) { self.pace = pace }

    /// Whether the frame of that time is let through. Times are held against a grid, not against the last frame: cameras
    /// are not punctual, and a frame that comes a moment early must not cost the whole interval.
    mutating func admits(_ time: FrameTime) -> Bool {
        let interval = 1_000_000_000 / pace.framesPerSecond
        let tolerance = interval / 4
        guard let due, time.nanoseconds - due < 2 * interval, due - time.nanoseconds <= 2 * interval else {
            // The first, or the first after a gap.
            self.due = time.nanoseconds + interval
            return true
        }
        guard time.nanoseconds >= due - tolerance else { return false }
        self.due = due + interval
        return true
    }
}
