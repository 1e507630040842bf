package swafoto.android.view

import android.content.Context
import android.content.res.ColorStateList
import android.graphics.Color
import android.graphics.Typeface
import android.graphics.drawable.GradientDrawable
import android.graphics.drawable.RippleDrawable
import android.util.TypedValue
import android.view.Gravity
import android.view.View
import android.widget.Button
import android.widget.TextView

// What the screen is made of, in one look.

/** How a button looks: as the one that most will want, as one of two of the same weight, or as any other. */
internal enum class ButtonLook { FILLED, OUTLINED, PLAIN }

/** How many pixels `dp` are. */
internal fun View.pixels(dp: Int): Int = (dp * resources.displayMetrics.density).toInt()

/** A text of the theme, from the side where reading begins. */
internal fun textView(context: Context, theme: SelfieTheme, sp: Float, strong: Boolean = false) = TextView(context).apply {
    setTextColor(theme.text)
    setTextSize(TypedValue.COMPLEX_UNIT_SP, sp)
    typeface = theme.face(strong)
    textAlignment = View.TEXT_ALIGNMENT_VIEW_START
}

internal fun button(context: Context, theme: SelfieTheme, look: ButtonLook, press: () -> Unit) = Button(context).apply {
    val colour = if (look == ButtonLook.FILLED) theme.buttonText else theme.accent
    val shape = GradientDrawable().apply {
        cornerRadius = pixels(BUTTON_DP).toFloat()
        setColor(if (look == ButtonLook.FILLED) theme.button else Color.TRANSPARENT)
        if (look == ButtonLook.OUTLINED) setStroke(pixels(OUTLINE_DP), theme.accent)
    }
    val mask = GradientDrawable().apply {
        cornerRadius = pixels(BUTTON_DP).toFloat()
        setColor(Color.WHITE)
    }
    background = RippleDrawable(ColorStateList.valueOf(colour.faint(PRESSED)), shape, mask)
    stateListAnimator = null
    isAllCaps = false
    gravity = Gravity.CENTER
    setTextColor(colour)
    setTextSize(TypedValue.COMPLEX_UNIT_SP, BUTTON_SP)
    typeface = theme.face(strong = true)
    minHeight = pixels(BUTTON_DP)
    minimumHeight = pixels(BUTTON_DP)
    minimumWidth = 0
    minWidth = 0
    setPadding(pixels(BUTTON_PADDING_DP), pixels(SMALL_DP), pixels(BUTTON_PADDING_DP), pixels(SMALL_DP))
    setOnClickListener { press() }
}

/** An opaque piece of the theme's surface with round corners, or with round ones at the top alone. */
internal fun View.surface(colour: Int, radiusDp: Int, topOnly: Boolean = false) {
    val radius = pixels(radiusDp).toFloat()
    val low = if (topOnly) 0f else radius
    background = GradientDrawable().apply {
        setColor(colour)
        cornerRadii = floatArrayOf(radius, radius, radius, radius, low, low, low, low)
    }
}

/** The surface of a card on the theme's surface: a shade of the text's colour. */
internal val SelfieTheme.card: Int get() {
    val mix = { under: Int, over: Int -> (under + (over - under) * CARD).toInt() }
    return Color.rgb(
        mix(Color.red(surface), Color.red(text)),
        mix(Color.green(surface), Color.green(text)),
        mix(Color.blue(surface), Color.blue(text)),
    )
}

private fun SelfieTheme.face(strong: Boolean): Typeface = when {
    typeface != null && strong -> Typeface.create(typeface, Typeface.BOLD)
    typeface != null -> typeface
    strong -> Typeface.create("sans-serif-medium", Typeface.NORMAL)
    else -> Typeface.DEFAULT
}

private fun Int.faint(share: Float): Int = Color.argb((share * Color.alpha(this)).toInt(), Color.red(this), Color.green(this), Color.blue(this))

internal const val SMALL_DP = 8
internal const val SPACE_DP = 16
internal const val CORNER_DP = 28
private const val BUTTON_DP = 48
private const val BUTTON_PADDING_DP = 16
private const val OUTLINE_DP = 1
private const val BUTTON_SP = 16f
private const val PRESSED = 0.16f
private const val CARD = 0.06f
