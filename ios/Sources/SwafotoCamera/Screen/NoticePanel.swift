#if canImport(UIKit)
    import UIKit

    /// The words at the bottom of the screen and the buttons below them. It grows with the person's text size, to half of
    /// the screen at most; longer texts scroll.
    @MainActor
    final class NoticePanel: UIView {
        private let label = UILabel()
        private let scroll = UIScrollView()
        private let actionButton = UIButton(type: .system)
        private let closeButton = UIButton(type: .system)
        private var act: @MainActor () -> Void = {}
        private var close: @MainActor () -> Void = {}

        init() {
            super.init(frame: .zero)
            backgroundColor = UIColor.black.withAlphaComponent(0.75)
            label.font = .preferredFont(forTextStyle: .title2)
            label.adjustsFontForContentSizeCategory = true
            label.textColor = .white
            label.textAlignment = .center
            label.numberOfLines = 0
            for button in [actionButton, closeButton] {
                button.titleLabel?.font = .preferredFont(forTextStyle: .headline)
                button.titleLabel?.adjustsFontForContentSizeCategory = true
                button.titleLabel?.numberOfLines = 0
                button.titleLabel?.textAlignment = .center
                button.tintColor = .white
            }
            actionButton.isHidden = true
            actionButton.addAction(UIAction { [weak self] _ in self?.act() }, for: .touchUpInside)
            closeButton.addAction(UIAction { [weak self] _ in self?.close() }, for: .touchUpInside)
            layOut()
        }

        required init?(coder: NSCoder) { nil }

        func setClose(title: String, _ close: @escaping @MainActor () -> Void) {
            closeButton.setTitle(title, for: .normal)
            self.close = close
        }

        /// Shows `text`, unless it is empty, and a button where there is something to do.
        func show(_ text: String, action: (title: String, act: @MainActor () -> Void)?, mayClose: Bool) {
            if !text.isEmpty, label.text != text { label.text = text }
            actionButton.isHidden = action == nil
            closeButton.isHidden = !mayClose
            guard let action else { return }
            actionButton.setTitle(action.title, for: .normal)
            act = action.act
        }

        func pinToBottom(of view: UIView) {
            translatesAutoresizingMaskIntoConstraints = false
            NSLayoutConstraint.activate([
                leadingAnchor.constraint(equalTo: view.leadingAnchor),
                trailingAnchor.constraint(equalTo: view.trailingAnchor),
                bottomAnchor.constraint(equalTo: view.bottomAnchor),
                scroll.heightAnchor.constraint(lessThanOrEqualTo: view.heightAnchor, multiplier: 0.5),
            ])
        }

        private func layOut() {
            let stack = UIStackView(arrangedSubviews: [scroll, actionButton, closeButton])
            stack.axis = .vertical
            stack.spacing = 12
            scroll.addSubview(label)
            addSubview(stack)
            for view in [label, stack] as [UIView] { view.translatesAutoresizingMaskIntoConstraints = false }
            // As high as its words, as long as the limit in `pinToBottom` allows.
            let asHighAsItsWords = scroll.heightAnchor.constraint(equalTo: label.heightAnchor)
            // Less than what keeps a label from being squeezed: where the two collide the words scroll.
            asHighAsItsWords.priority = UILayoutPriority(rawValue: UILayoutPriority.defaultHigh.rawValue - 1)
            for button in [actionButton, closeButton] {
                // A button does not grow by itself with a title of several lines.
                guard let title = button.titleLabel else { continue }
                NSLayoutConstraint.activate([
                    button.heightAnchor.constraint(greaterThanOrEqualTo: title.heightAnchor, constant: 12),
                    button.heightAnchor.constraint(greaterThanOrEqualToConstant: 44),
                ])
            }
            let safe = safeAreaLayoutGuide
            NSLayoutConstraint.activate([
                asHighAsItsWords,
                label.topAnchor.constraint(equalTo: scroll.contentLayoutGuide.topAnchor),
                label.bottomAnchor.constraint(equalTo: scroll.contentLayoutGuide.bottomAnchor),
                label.leadingAnchor.constraint(equalTo: scroll.frameLayoutGuide.leadingAnchor),
                label.trailingAnchor.constraint(equalTo: scroll.frameLayoutGuide.trailingAnchor),
                stack.topAnchor.constraint(equalTo: topAnchor, constant: 16),
                stack.bottomAnchor.constraint(equalTo: safe.bottomAnchor, constant: -16),
                stack.leadingAnchor.constraint(equalTo: safe.leadingAnchor, constant: 16),
                stack.trailingAnchor.constraint(equalTo: safe.trailingAnchor, constant: -16),
            ])
        }
    }
#endif
