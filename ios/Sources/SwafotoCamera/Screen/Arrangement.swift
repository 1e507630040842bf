#if canImport(UIKit)
    import Swafoto
    import UIKit

    /// Where the camera's picture and the sheet lie: the sheet below the picture, beside it in a wide window, and all over it
    /// where the camera is not seen.
    @MainActor
    final class Arrangement {
        /// Shares of the window: the least that the sheet has, so that the picture does not move with every hint, and the most,
        /// so that the face stays in view.
        private enum Share {
            static let least: CGFloat = 0.3
            static let most: CGFloat = 0.5
            static let beside: CGFloat = 0.45
        }

        private enum Place {
            case below, beside, over
        }

        private let view: UIView
        private let preview: UIView
        private let sheet: UIView
        private var place: Place?
        private var constraints: [NSLayoutConstraint] = []

        init(_ preview: UIView, _ sheet: UIView, in view: UIView) {
            (self.preview, self.sheet, self.view) = (preview, sheet, view)
            for part in [preview, sheet] {
                part.translatesAutoresizingMaskIntoConstraints = false
                view.addSubview(part)
            }
        }

        func fit(_ screen: SelfieScreen?) {
            let showsCamera = screen?.showsCamera ?? false
            let isWide = view.bounds.width > view.bounds.height
            let place: Place = !showsCamera ? .over : isWide ? .beside : .below
            guard place != self.place else { return }
            self.place = place
            preview.isHidden = place == .over
            NSLayoutConstraint.deactivate(constraints)
            constraints = edges + (place == .below ? below : place == .beside ? beside : over)
            NSLayoutConstraint.activate(constraints)
        }

        private var edges: [NSLayoutConstraint] {
            [
                preview.topAnchor.constraint(equalTo: view.topAnchor),
                preview.leadingAnchor.constraint(equalTo: view.leadingAnchor),
                sheet.trailingAnchor.constraint(equalTo: view.trailingAnchor),
                sheet.bottomAnchor.constraint(equalTo: view.bottomAnchor),
            ]
        }

        private var below: [NSLayoutConstraint] {
            [
                sheet.leadingAnchor.constraint(equalTo: view.leadingAnchor),
                sheet.heightAnchor.constraint(greaterThanOrEqualTo: view.heightAnchor, multiplier: Share.least),
                sheet.heightAnchor.constraint(lessThanOrEqualTo: view.heightAnchor, multiplier: Share.most),
                preview.trailingAnchor.constraint(equalTo: view.trailingAnchor),
                // The picture is seen in the sheet's round corners.
                preview.bottomAnchor.constraint(equalTo: sheet.topAnchor, constant: Space.large),
            ]
        }

        private var beside: [NSLayoutConstraint] {
            [
                sheet.topAnchor.constraint(equalTo: view.topAnchor),
                sheet.widthAnchor.constraint(equalTo: view.widthAnchor, multiplier: Share.beside),
                preview.trailingAnchor.constraint(equalTo: sheet.leadingAnchor, constant: Space.large),
                preview.bottomAnchor.constraint(equalTo: view.bottomAnchor),
            ]
        }

        private var over: [NSLayoutConstraint] {
            [
                sheet.topAnchor.constraint(equalTo: view.topAnchor),
                sheet.leadingAnchor.constraint(equalTo: view.leadingAnchor),
                preview.trailingAnchor.constraint(equalTo: view.trailingAnchor),
                preview.bottomAnchor.constraint(equalTo: view.bottomAnchor),
            ]
        }
    }
#endif
