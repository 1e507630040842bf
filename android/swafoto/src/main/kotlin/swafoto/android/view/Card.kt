package swafoto.android.view

import android.graphics.drawable.GradientDrawable
import android.util.TypedValue
import android.view.View
import android.widget.TextView
import swafoto.android.R

private const val PADDING_DP = 16
private const val CORNER_DP = 12

/** How many pixels `dp` are. */
internal fun View.pixels(dp: Int): Int = (dp * resources.displayMetrics.density).toInt()

/** Lets nothing of the preview through where text stands. */
internal fun View.layOnCard() {
    val space = pixels(PADDING_DP)
    setPadding(space, space, space, space)
    background = GradientDrawable().apply {
        setColor(context.getColor(R.color.swafoto_panel))
        cornerRadius = pixels(CORNER_DP).toFloat()
    }
}

/** Writes on a card, from the side where reading begins. */
internal fun TextView.write(sp: Float) {
    setTextColor(context.getColor(R.color.swafoto_text))
    setTextSize(TypedValue.COMPLEX_UNIT_SP, sp)
    textAlignment = View.TEXT_ALIGNMENT_VIEW_START
}
