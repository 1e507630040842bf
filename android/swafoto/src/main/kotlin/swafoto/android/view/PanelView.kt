package swafoto.android.view

import android.content.Context
import android.graphics.drawable.GradientDrawable
import android.util.TypedValue
import android.view.Gravity
import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.Button
import android.widget.LinearLayout
import android.widget.ScrollView
import android.widget.TextView
import swafoto.android.R

/**
 * The text at the top, near the camera, where the person looks; buttons at the bottom, under the thumb. However large the
 * font and small the window, the text can be scrolled and the buttons stay.
 *
 * @param act called when a button is pressed.
 */
internal class PanelView(context: Context, private val act: (PanelAction) -> Unit) : LinearLayout(context) {
    private val text = TextView(context).apply {
        id = R.id.swafoto_hint
        setTextColor(context.getColor(R.color.swafoto_text))
        setTextSize(TypedValue.COMPLEX_UNIT_SP, TEXT_SP)
        textAlignment = View.TEXT_ALIGNMENT_VIEW_START
        val space = pixels(PADDING_DP)
        setPadding(space, space, space, space)
        background = GradientDrawable().apply {
            setColor(context.getColor(R.color.swafoto_panel))
            cornerRadius = pixels(CORNER_DP).toFloat()
        }
        // A screen reader speaks the text when it changes, and only then.
        accessibilityLiveRegion = View.ACCESSIBILITY_LIVE_REGION_ASSERTIVE
    }
    private val buttons = LinearLayout(context).apply { orientation = VERTICAL }
    private var actions = emptyList<PanelAction>()
    private val content = LinearLayout(context)
    private val scroll = ScrollView(context)

    init {
        orientation = VERTICAL
        fitsSystemWindows = true
        val margin = pixels(MARGIN_DP)
        content.setPadding(margin, margin, margin, margin)
        content.addView(text, LayoutParams(MATCH_PARENT, WRAP_CONTENT))
        scroll.isFillViewport = true
        scroll.addView(content)
        addView(scroll, LayoutParams(MATCH_PARENT, 0, 1f))
        addView(buttons, LayoutParams(MATCH_PARENT, WRAP_CONTENT).apply { setMargins(margin, 0, margin, margin) })
    }

    /**
     * In a window that is wider than high the face reaches the top: the text stands beside it, or under it where a word would
     * not fit beside.
     */
    override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int) {
        val (width, height) = MeasureSpec.getSize(widthMeasureSpec) to MeasureSpec.getSize(heightMeasureSpec)
        val room = (width * TEXT_SHARE).toInt()
        val fits = room >= pixels(LEAST_ROOM_DP)
        val beside = if (width > height && fits) width - room else 0
        content.gravity = if (width > height && !fits) Gravity.BOTTOM else Gravity.TOP
        for ((child, margin) in listOf(scroll to 0, buttons to pixels(MARGIN_DP))) {
            (child.layoutParams as LayoutParams).run {
                marginEnd = beside + margin
                // Which side the end is has been decided before; a changed margin asks for it again.
                resolveLayoutDirection(this@PanelView.layoutDirection)
            }
        }
        super.onMeasure(widthMeasureSpec, heightMeasureSpec)
    }

    /** Says `words`; nothing happens where it says so already. */
    fun say(words: String) {
        if (text.text.toString() == words) return
        text.text = words
        text.visibility = if (words.isEmpty()) View.INVISIBLE else View.VISIBLE
    }

    /** Offers `offered`, in this order. */
    fun offer(offered: List<PanelAction>) {
        if (offered == actions) return
        actions = offered
        buttons.removeAllViews()
        for (action in offered) {
            val button = Button(context).apply {
                setText(action.label)
                setOnClickListener { act(action) }
            }
            buttons.addView(button, LayoutParams(MATCH_PARENT, WRAP_CONTENT))
        }
    }

    private fun pixels(dp: Int) = (dp * resources.displayMetrics.density).toInt()

    private companion object {
        const val TEXT_SP = 22f
        const val PADDING_DP = 16
        const val MARGIN_DP = 16
        const val CORNER_DP = 12

        /** Share of a wide window's width that the face does not need. */
        const val TEXT_SHARE = 0.3f
        const val LEAST_ROOM_DP = 180
    }
}
