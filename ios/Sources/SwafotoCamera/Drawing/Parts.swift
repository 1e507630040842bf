#if canImport(UIKit)
    import Swafoto
    import UIKit

    /// Sizes in points.
    enum Space {
        static let small: CGFloat = 8
        static let medium: CGFloat = 16
        static let large: CGFloat = 24
        /// What a finger needs.
        static let touch: CGFloat = 44
        static let button: CGFloat = 50
        static let pictogram: CGFloat = 56
        /// The widest that text is read with ease.
        static let column: CGFloat = 480
    }

    extension UILabel {
        /// Words in the person's text size.
        static func words(_ style: UIFont.TextStyle, _ theme: SelfieTheme) -> UILabel {
            let label = UILabel()
            label.font = theme.font(style)
            label.adjustsFontForContentSizeCategory = true
            label.textColor = theme.text
            label.textAlignment = .natural
            label.numberOfLines = 0
            return label
        }

        /// Nothing is shown of an empty text.
        func say(_ words: String) {
            if text != words { text = words }
            isHidden = words.isEmpty
        }
    }

    extension UIButton {
        enum Look {
            /// The one that most will want.
            case filled
            /// As good as the one beside it.
            case tinted
            case plain
        }

        static func action(
            _ label: String, _ look: Look, _ theme: SelfieTheme, act: @escaping @MainActor () -> Void
        ) -> UIButton {
            let button = UIButton(type: .system)
            button.setTitle(label, for: .normal)
            button.tintColor = look == .filled ? theme.onAccent : theme.accent
            button.backgroundColor =
                switch look {
                case .filled: theme.accent
                case .tinted: theme.accent.withAlphaComponent(0.15)
                case .plain: .clear
                }
            button.layer.cornerRadius = Space.button / 2
            let least = look == .plain ? Space.touch : Space.button
            button.heightAnchor.constraint(greaterThanOrEqualToConstant: least).isActive = true
            button.addAction(UIAction { _ in act() }, for: .touchUpInside)
            guard let title = button.titleLabel else { return button }
            title.font = theme.font(.headline)
            title.adjustsFontForContentSizeCategory = true
            title.numberOfLines = 0
            title.textAlignment = .center
            // A button does not grow by itself with a title of several lines.
            button.heightAnchor.constraint(greaterThanOrEqualTo: title.heightAnchor, constant: Space.medium).isActive = true
            return button
        }
    }

    extension UIStackView {
        static func column(_ views: [UIView], spacing: CGFloat) -> UIStackView {
            let column = UIStackView(arrangedSubviews: views)
            column.axis = .vertical
            column.spacing = spacing
            return column
        }

        /// Shows `views` and nothing else.
        func replace(with views: [UIView]) {
            for view in arrangedSubviews { view.removeFromSuperview() }
            for view in views { addArrangedSubview(view) }
            isHidden = views.isEmpty
        }
    }

    /// A pictogram and, beside it, what is wrong and what to do.
    @MainActor
    final class CardView: UIStackView {
        /// `number`: which of several it is.
        init(_ card: ScreenCard, _ number: Int?, _ theme: SelfieTheme) {
            super.init(frame: .zero)
            let picture = ShapesView(theme)
            picture.show(card.picture.shapes, scale: Space.pictogram / CGFloat(ScreenPicture.side))
            picture.isAccessibilityElement = true
            picture.accessibilityTraits = .image
            picture.accessibilityLabel = card.alternative
            NSLayoutConstraint.activate([
                picture.widthAnchor.constraint(equalToConstant: Space.pictogram),
                picture.heightAnchor.constraint(equalToConstant: Space.pictogram),
            ])
            let words = UILabel.words(.body, theme)
            words.say(card.text)
            axis = .horizontal
            alignment = .center
            spacing = Space.medium
            for part in [picture, words] { addArrangedSubview(part) }
            guard let number else { return }
            let label = UILabel.words(.headline, theme)
            label.say("\(number)")
            label.setContentHuggingPriority(.required, for: .horizontal)
            insertArrangedSubview(label, at: 0)
        }

        required init(coder: NSCoder) { super.init(coder: coder) }
    }

    /// The question, two buttons of the same weight, and what follows from yes.
    @MainActor
    final class QuestionView: UIStackView {
        init(_ question: ScreenQuestion, _ theme: SelfieTheme, answer: @escaping @MainActor (Bool) -> Void) {
            super.init(frame: .zero)
            let (text, note) = (UILabel.words(.headline, theme), UILabel.words(.footnote, theme))
            text.say(question.text)
            note.say(question.note)
            axis = .vertical
            spacing = Space.small
            let yes = UIButton.action(question.yes, .tinted, theme) { answer(true) }
            let no = UIButton.action(question.no, .tinted, theme) { answer(false) }
            for part in [text, yes, no, note] { addArrangedSubview(part) }
        }

        required init(coder: NSCoder) { super.init(coder: coder) }
    }
#endif
