import Foundation
import Swafoto

/// What the overlay shows. Each has a shape of its own, so that none is told from another by colour.
enum OverlayMark: Equatable, Sendable {
    /// Nothing is drawn: a notice fills the screen, or nobody is seen.
    case none
    /// The face in a broken line: something is still to be done.
    case guiding
    /// The face in a closed line that a thicker one follows: hold.
    case holding
    /// The face in a double line: the photo is being taken.
    case verifying
}

/// The overlay in points of its view.
struct OverlayPicture: Equatable, Sendable {
    let mark: OverlayMark
    /// A closed loop; empty where nothing is drawn.
    let outline: [CGPoint]
    /// How much of the hold is over, 0 to 1.
    let progress: CGFloat

    /// - Parameter mirrored: Whether the preview shows the person as a mirror does.
    init(_ screen: SelfieScreen, view: CGSize, mirrored: Bool) {
        guard case .live(let guidance) = screen,
            let mapping = PreviewMapping(frame: guidance.frameSize, view: view, mirrored: mirrored),
            let mark = OverlayMark(guidance.update)
        else {
            (mark, outline, progress) = (.none, [], 0)
            return
        }
        self.mark = mark
        outline = guidance.update.outline.map(mapping.point)
        progress = CGFloat(guidance.update.progress)
    }
}

extension OverlayMark {
    fileprivate init?(_ update: SessionUpdate) {
        guard !update.outline.isEmpty else { return nil }
        switch update.state {
        case .guiding: self = .guiding
        case .holding: self = .holding
        case .verifying: self = .verifying
        case .searching, .accepted, .exited: return nil
        }
    }
}
