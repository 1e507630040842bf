#if canImport(UIKit)
    import UIKit

    /// As high as its content, to a limit; what is longer scrolls.
    @MainActor
    class FittingScroll: UIScrollView {
        private var limit: NSLayoutConstraint?

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
            ])
        }

        required init?(coder: NSCoder) { nil }

        /// At most `share` of the height of `view`, which it lies in.
        func keep(to share: CGFloat, of view: UIView) {
            limit?.isActive = false
            let limit = heightAnchor.constraint(lessThanOrEqualTo: view.heightAnchor, multiplier: share)
            limit.isActive = true
            self.limit = limit
        }
    }
#endif
