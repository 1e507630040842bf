#if canImport(UIKit)
    import UIKit

    /// The words at the bottom of the screen, the question below them and the buttons. It grows with the person's text size;
    /// where that leaves no room for the face, words and question scroll.
    @MainActor
    final class NoticePanel: UIView {
        private let label = UILabel.ofPanel(.title2)
        private let words: FittingScroll
        private let question = QuestionPanel()
        private let actionButton = UIButton.ofPanel()
        private let closeButton = UIButton.ofPanel()
        private var act: @MainActor () -> Void = {}
        private var close: @MainActor () -> Void = {}

        init() {
            words = FittingScroll(label)
            super.init(frame: .zero)
            backgroundColor = UIColor.black.withAlphaComponent(0.75)
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

        func setAnswer(_ answer: @escaping @MainActor (Bool) -> Void) { question.answer = answer }

        /// Shows `text`, unless there is nothing new to say, and a button where there is something to do.
        func show(_ text: String?, action: (title: String, act: @MainActor () -> Void)?, mayClose: Bool) {
            if let text, label.text != text {
                label.text = text
                words.isHidden = text.isEmpty
            }
            actionButton.isHidden = action == nil
            closeButton.isHidden = !mayClose
            guard let action else { return }
            actionButton.setTitle(action.title, for: .normal)
            act = action.act
        }

        /// Asks the person, or asks no more.
        func ask(_ asked: CoveringQuestion?) {
            guard question.ask(asked), let view = superview else { return }
            words.keep(to: asked == nil ? 0.5 : 0.25, of: view)
        }

        func pinToBottom(of view: UIView) {
            translatesAutoresizingMaskIntoConstraints = false
            words.keep(to: 0.5, of: view)
            question.keep(to: 0.4, of: view)
            NSLayoutConstraint.activate([
                leadingAnchor.constraint(equalTo: view.leadingAnchor),
                trailingAnchor.constraint(equalTo: view.trailingAnchor),
                bottomAnchor.constraint(equalTo: view.bottomAnchor),
            ])
        }

        private func layOut() {
            let stack = UIStackView(arrangedSubviews: [words, question, actionButton, closeButton])
            stack.axis = .vertical
            stack.spacing = 12
            stack.translatesAutoresizingMaskIntoConstraints = false
            addSubview(stack)
            let safe = safeAreaLayoutGuide
            NSLayoutConstraint.activate([
                stack.topAnchor.constraint(equalTo: topAnchor, constant: 16),
                stack.bottomAnchor.constraint(equalTo: safe.bottomAnchor, constant: -16),
                stack.leadingAnchor.constraint(equalTo: safe.leadingAnchor, constant: 16),
                stack.trailingAnchor.constraint(equalTo: safe.trailingAnchor, constant: -16),
            ])
        }
    }
#endif
