#if canImport(UIKit)
    import UIKit

    /// Asks whether the person covers their head: the question, two buttons, and what follows from yes.
    @MainActor
    final class QuestionPanel: FittingScroll {
        private let question = UILabel.ofPanel(.headline)
        private let yes = UIButton.ofPanel()
        private let no = UIButton.ofPanel()
        private let note = UILabel.ofPanel(.footnote)
        private var asked: CoveringQuestion?
        var answer: @MainActor (Bool) -> Void = { _ in }

        init() {
            let stack = UIStackView(arrangedSubviews: [question, yes, no, note])
            stack.axis = .vertical
            stack.spacing = 8
            super.init(stack)
            for button in [yes, no] {
                button.backgroundColor = UIColor.white.withAlphaComponent(0.2)
                button.layer.cornerRadius = 10
            }
            yes.addAction(UIAction { [weak self] _ in self?.answer(true) }, for: .touchUpInside)
            no.addAction(UIAction { [weak self] _ in self?.answer(false) }, for: .touchUpInside)
            isHidden = true
        }

        required init?(coder: NSCoder) { nil }

        /// Shows `asked`, or goes.
        /// - Returns: Whether that was news.
        func ask(_ asked: CoveringQuestion?) -> Bool {
            guard asked != self.asked else { return false }
            self.asked = asked
            isHidden = asked == nil
            guard let asked else { return true }
            question.text = asked.question
            yes.setTitle(asked.yes, for: .normal)
            no.setTitle(asked.no, for: .normal)
            note.text = asked.note
            return true
        }
    }
#endif
