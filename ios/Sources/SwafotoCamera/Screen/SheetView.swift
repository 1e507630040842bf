#if canImport(UIKit)
    import Swafoto
    import UIKit

    /// All of the screen but the camera's picture: text, cards, note and question, which scroll where they are long, and the
    /// buttons below them, where a thumb reaches.
    @MainActor
    final class SheetView: UIView {
        private let theme: SelfieTheme
        private let tell: @MainActor (ScreenEvent) -> Void
        private let text: UILabel
        private let cards = UIStackView.column([], spacing: Space.medium)
        private let note: UILabel
        private let question = UIStackView.column([], spacing: 0)
        private let buttons = UIStackView.column([], spacing: Space.small)
        private var shown: SelfieScreen?

        init(_ theme: SelfieTheme, tell: @escaping @MainActor (ScreenEvent) -> Void) {
            self.theme = theme
            self.tell = tell
            text = .words(.title2, theme)
            note = .words(.footnote, theme)
            super.init(frame: .zero)
            backgroundColor = theme.surface
            layer.cornerRadius = Space.large
            text.accessibilityTraits = .header
            layOut()
        }

        required init?(coder: NSCoder) { nil }

        func show(_ screen: SelfieScreen) {
            let before = shown
            shown = screen
            accessibilityLanguage = screen.language
            text.say(screen.text)
            note.say(screen.note)
            // What did not change stays: VoiceOver would lose its place.
            if screen.cards != before?.cards { cards.replace(with: numbered(screen.cards)) }
            if screen.question != before?.question {
                question.replace(
                    with: screen.question.map { [QuestionView($0, theme) { [tell] in tell(.answered(covered: $0)) }] } ?? [])
            }
            if screen.buttons != before?.buttons {
                buttons.replace(with: screen.buttons.map(button))
            }
        }

        private func numbered(_ several: [ScreenCard]) -> [UIView] {
            several.enumerated().map { index, card in CardView(card, several.count > 1 ? index + 1 : nil, theme) }
        }

        private func button(_ button: ScreenButton) -> UIView {
            // The first is the one that most will want; but nobody is drawn to leave.
            let isFirst = button == shown?.buttons.first && button.action != .leave
            return UIButton.action(button.label, isFirst ? .filled : .plain, theme) { [tell] in
                tell(.pressed(action: button.action))
            }
        }

        private func layOut() {
            let words = FittingScroll(UIStackView.column([text, cards, note, question], spacing: Space.medium))
            let column = UIStackView.column([words, buttons], spacing: Space.medium)
            column.translatesAutoresizingMaskIntoConstraints = false
            addSubview(column)
            let safe = safeAreaLayoutGuide
            let fillsWidth = column.widthAnchor.constraint(equalTo: safe.widthAnchor, constant: -2 * Space.medium)
            fillsWidth.priority = .defaultHigh
            NSLayoutConstraint.activate([
                fillsWidth,
                column.widthAnchor.constraint(lessThanOrEqualToConstant: Space.column),
                column.centerXAnchor.constraint(equalTo: safe.centerXAnchor),
                column.topAnchor.constraint(equalTo: safe.topAnchor, constant: Space.large),
                column.bottomAnchor.constraint(equalTo: safe.bottomAnchor, constant: -Space.medium),
            ])
        }
    }
#endif
