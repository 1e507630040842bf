import Foundation
import Swafoto

/// From an upright, unmirrored frame to a view that the same picture fills, centred and cut where the shapes differ
/// (`AVLayerVideoGravity.resizeAspectFill`). The same in every writing direction: a face does not change sides with the
/// language.
struct PreviewMapping: Equatable, Sendable {
    private let frameWidth: CGFloat
    private let scale: CGFloat
    private let left: CGFloat
    private let top: CGFloat
    private let mirrored: Bool

    /// Nothing where frame or view have no area. `view` in points.
    init?(frame: PictureSize, view: CGSize, mirrored: Bool) {
        let (width, height) = (CGFloat(frame.width), CGFloat(frame.height))
        guard width > 0, height > 0, view.width > 0, view.height > 0 else { return nil }
        frameWidth = width
        scale = max(view.width / width, view.height / height)
        left = (view.width - width * scale) / 2
        top = (view.height - height * scale) / 2
        self.mirrored = mirrored
    }

    /// Points from the view's upper left corner.
    func point(_ point: Point2) -> CGPoint {
        let x = mirrored ? frameWidth - CGFloat(point.x) : CGFloat(point.x)
        return CGPoint(x: left + scale * x, y: top + scale * CGFloat(point.y))
    }
}
