#if canImport(UIKit)
    import UIKit

    /// Holds what is read: on a sheet with round corners where it lies over the camera's picture, as high as its content where there
    /// is room; what is longer scrolls.
    @MainActor
    final class SheetView: UIScrollView {
        private let theme: SelfieTheme
        private var insets: [NSLayoutConstraint] = []

        init(_ content: UIView, _ theme: SelfieTheme) {
            self.theme = theme
            super.init(frame: .zero)
            layer.cornerRadius = Space.corner
            addSubview(content)
            content.translatesAutoresizingMaskIntoConstraints = false
            let asHighAsItsContent = heightAnchor.constraint(equalTo: contentLayoutGuide.heightAnchor)
            // Less than what keeps a label from being squeezed: where the two collide the words scroll.
            asHighAsItsContent.priority = UILayoutPriority(rawValue: UILayoutPriority.defaultHigh.rawValue - 1)
            insets = [
                content.topAnchor.constraint(equalTo: contentLayoutGuide.topAnchor, constant: Space.margin),
                contentLayoutGuide.bottomAnchor.constraint(equalTo: content.bottomAnchor, constant: Space.margin),
                content.leadingAnchor.constraint(equalTo: frameLayoutGuide.leadingAnchor, constant: Space.margin),
                frameLayoutGuide.trailingAnchor.constraint(equalTo: content.trailingAnchor, constant: Space.margin),
            ]
            // Else it scrolls sideways.
            let width = contentLayoutGuide.widthAnchor.constraint(equalTo: frameLayoutGuide.widthAnchor)
            NSLayoutConstraint.activate(insets + [asHighAsItsContent, width])
            lie(overPicture: true)
        }

        required init?(coder: NSCoder) { nil }

        /// Else it lies on the window's own surface.
        func lie(overPicture: Bool) {
            backgroundColor = overPicture ? theme.surface : .clear
            for inset in insets { inset.constant = overPicture ? Space.margin : 0 }
        }
    }
#endif
