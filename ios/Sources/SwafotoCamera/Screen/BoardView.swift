#if canImport(UIKit)
    import Swafoto
    import UIKit

    /// All of the screen but the camera's picture, over which it lies: what is told at the top, near the camera, where the person
    /// looks; what can be done at the bottom, under the thumb. In a window that is wider than high it stands at the side, for the
    /// face reaches the top. What is long scrolls.
    @MainActor
    final class BoardView: UIView {
        private let theme: SelfieTheme
        private let tell: @MainActor (ScreenEvent) -> Void
        private let text: UILabel
        private let cards = UIStackView.column([], spacing: Space.gap)
        private let note: UILabel
        private let told: SheetView
        private let question: SheetView
        private let asked = UIStackView.column([], spacing: 0)
        private let buttons = UIStackView.column([], spacing: Space.gap)
        private var shown: SelfieScreen?

        private var narrow: [NSLayoutConstraint] = []
        private var wide: [NSLayoutConstraint] = []
        private var atTop: [NSLayoutConstraint] = []
        private var inMiddle: [NSLayoutConstraint] = []

        init(_ theme: SelfieTheme, tell: @escaping @MainActor (ScreenEvent) -> Void) {
            self.theme = theme
            self.tell = tell
            text = .words(.title3, theme)
            note = .words(.footnote, theme)
            note.textColor = theme.faint
            told = SheetView(UIStackView.column([text, cards, note], spacing: Space.gap), theme)
            question = SheetView(asked, theme)
            super.init(frame: .zero)
            text.accessibilityTraits = .header
            question.isHidden = true
            let lower = UIStackView.column([question, buttons], spacing: Space.gap)
            for part in [told, lower] {
                part.translatesAutoresizingMaskIntoConstraints = false
                addSubview(part)
            }
            layOut(lower)
        }

        required init?(coder: NSCoder) { nil }

        override func layoutSubviews() {
            super.layoutSubviews()
            arrange()
        }

        func show(_ screen: SelfieScreen) {
            let before = shown
            shown = screen
            accessibilityLanguage = screen.language
            backgroundColor = screen.showsCamera ? .clear : theme.surface
            told.lie(overPicture: screen.showsCamera)
            text.font = theme.boldFont(screen.showsCamera ? .title3 : .title2)
            text.say(screen.text)
            note.say(screen.note)
            // What did not change stays: VoiceOver would lose its place.
            if screen.cards != before?.cards || screen.waits != before?.waits { cards.replace(with: cards(of: screen)) }
            told.isHidden = text.isHidden && cards.isHidden && note.isHidden
            if screen.question != before?.question {
                asked.replace(
                    with: screen.question.map { [QuestionView($0, theme) { [tell] in tell(.answered(covered: $0)) }] } ?? [])
                question.isHidden = screen.question == nil
            }
            if screen.buttons != before?.buttons || screen.showsCamera != before?.showsCamera {
                buttons.replace(with: screen.buttons.map { button($0, of: screen) })
            }
            arrange()
        }

        private func cards(of screen: SelfieScreen) -> [UIView] {
            let isNumbered = screen.waits && screen.cards.count > 1
            return screen.cards.enumerated().map { index, card in CardView(card, isNumbered ? index + 1 : nil, theme) }
        }

        private func button(_ button: ScreenButton, of screen: SelfieScreen) -> UIView {
            // The first is the one that most will want; but nobody is drawn to leave.
            let leads = button == screen.buttons.first && button.action != .leave
            return UIButton.action(button.label, leads ? .filled : screen.showsCamera ? .raised : .plain, theme) { [tell] in
                tell(.pressed(action: button.action))
            }
        }

        private func arrange() {
            let isWide = bounds.width > bounds.height
            let overPicture = shown?.showsCamera ?? false
            NSLayoutConstraint.deactivate((isWide ? narrow : wide) + (overPicture ? inMiddle : atTop))
            NSLayoutConstraint.activate((isWide ? wide : narrow) + (overPicture ? atTop : inMiddle))
        }

        private func layOut(_ lower: UIView) {
            let safe = safeAreaLayoutGuide
            let column = UILayoutGuide()
            addLayoutGuide(column)
            let fills = column.widthAnchor.constraint(equalTo: safe.widthAnchor, constant: -2 * Space.margin)
            fills.priority = .defaultHigh
            let centred = told.centerYAnchor.constraint(equalTo: safe.centerYAnchor)
            centred.priority = .defaultHigh
            narrow = [fills, column.centerXAnchor.constraint(equalTo: safe.centerXAnchor)]
            wide = [
                column.widthAnchor.constraint(equalTo: safe.widthAnchor, multiplier: Space.beside),
                column.trailingAnchor.constraint(equalTo: safe.trailingAnchor, constant: -Space.margin),
            ]
            atTop = [told.topAnchor.constraint(equalTo: safe.topAnchor, constant: Space.margin)]
            inMiddle = [centred]
            NSLayoutConstraint.activate([
                column.widthAnchor.constraint(lessThanOrEqualToConstant: Space.column),
                told.leadingAnchor.constraint(equalTo: column.leadingAnchor),
                told.trailingAnchor.constraint(equalTo: column.trailingAnchor),
                told.topAnchor.constraint(greaterThanOrEqualTo: safe.topAnchor, constant: Space.margin),
                lower.topAnchor.constraint(greaterThanOrEqualTo: told.bottomAnchor, constant: Space.gap),
                lower.leadingAnchor.constraint(equalTo: column.leadingAnchor),
                lower.trailingAnchor.constraint(equalTo: column.trailingAnchor),
                lower.bottomAnchor.constraint(equalTo: safe.bottomAnchor, constant: -Space.margin),
            ])
        }
    }
#endif
