#if canImport(UIKit)
    import UIKit

    /// As high as its content where there is room; what is longer scrolls.
    @MainActor
    final class FittingScroll: UIScrollView {
        init(_ content: UIView) {
            super.init(frame: .zero)
            addSubview(content)
            content.translatesAutoresizingMaskIntoConstraints = false
            let asHighAsItsContent = heightAnchor.constraint(equalTo: content.heightAnchor)
            // Less than what keeps a label from being squeezed: where the two collide the words scroll.
            asHighAsItsContent.priority = UILayoutPriority(rawValue: UILayoutPriority.defaultHigh.rawValue - 1)
            NSLayoutConstraint.activate([
                asHighAsItsContent,
                content.topAnchor.constraint(equalTo: contentLayoutGuide.topAnchor),
                content.bottomAnchor.constraint(equalTo: contentLayoutGuide.bottomAnchor),
                content.leadingAnchor.constraint(equalTo: frameLayoutGuide.leadingAnchor),
                content.trailingAnchor.constraint(equalTo: frameLayoutGuide.trailingAnchor),
                // Else it scrolls sideways.
                content.widthAnchor.constraint(equalTo: frameLayoutGuide.widthAnchor),
            ])
        }

        required init?(coder: NSCoder) { nil }
    }
#endif
