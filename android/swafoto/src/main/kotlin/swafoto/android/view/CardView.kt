package swafoto.android.view

import android.content.Context
import android.view.Gravity
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.LinearLayout
import swafoto.Card
import java.text.NumberFormat

/**
 * One thing to do: a pictogram, and the text beside it.
 *
 * @param number its place, where there are several and they are to be read in order.
 */
internal class CardView(context: Context, theme: SelfieTheme, card: Card, number: Int?) : LinearLayout(context) {
    init {
        gravity = Gravity.CENTER_VERTICAL
        surface(theme.card, CARD_CORNER_DP)
        val space = pixels(SPACE_DP)
        setPadding(space, pixels(CARD_PADDING_DP), space, pixels(CARD_PADDING_DP))
        val picture = PictureView(context, theme, card.picture, card.alternative)
        addView(picture, LayoutParams(pixels(PICTURE_DP), pixels(PICTURE_DP)).apply { marginEnd = space })
        val words = LinearLayout(context).apply { orientation = VERTICAL }
        number?.let {
            val mark = textView(context, theme, NUMBER_SP, strong = true)
            mark.text = NumberFormat.getIntegerInstance(resources.configuration.locales[0]).format(it)
            mark.setTextColor(theme.accent)
            words.addView(mark)
        }
        words.addView(textView(context, theme, TEXT_SP).apply { text = card.text })
        addView(words, LayoutParams(0, WRAP_CONTENT, 1f))
    }

    private companion object {
        const val PICTURE_DP = 56
        const val CARD_CORNER_DP = 16
        const val CARD_PADDING_DP = 12
        const val NUMBER_SP = 14f
        const val TEXT_SP = 16f
    }
}
