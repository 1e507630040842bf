package swafoto.android.view

import android.content.Context
import android.view.Gravity
import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.Button
import android.widget.LinearLayout
import android.widget.ScrollView
import android.widget.TextView
import swafoto.android.R
import swafoto.android.guidance.Words

/**
 * The text at the top, near the camera, where the person looks; buttons at the bottom, under the thumb. However large the
 * font and small the window, the text can be scrolled and the buttons stay.
 *
 * @param act called when a button is pressed.
 * @param answer called when the question is answered.
 */
internal class PanelView(
    context: Context,
    private val act: (PanelAction) -> Unit,
    answer: (covered: Boolean) -> Unit,
) : LinearLayout(context) {
    private val text = TextView(context).apply {
        id = R.id.swafoto_hint
        write(TEXT_SP)
        layOnCard()
        // A screen reader speaks the text when it changes, and only then.
        accessibilityLiveRegion = View.ACCESSIBILITY_LIVE_REGION_ASSERTIVE
    }
    private val question = QuestionView(context, answer)
    private val buttons = LinearLayout(context).apply {
        orientation = VERTICAL
        visibility = View.GONE
    }
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
        for (low in listOf(question, buttons)) {
            addView(low, LayoutParams(MATCH_PARENT, WRAP_CONTENT).apply { setMargins(margin, 0, margin, margin) })
        }
    }

    /**
     * In a window that is wider than high the face reaches the top: the text stands beside it, or under it where a word would
     * not fit beside.
     */
    override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int) {
        val (width, height) = MeasureSpec.getSize(widthMeasureSpec) to MeasureSpec.getSize(heightMeasureSpec)
        val room = (width * TEXT_SHARE).toInt()
        val fits = room >= pixels(LEAST_ROOM_DP) * resources.configuration.fontScale
        val beside = if (width > height && fits) width - room else 0
        question.share = if (beside > 0) SHARE_BESIDE else SHARE_UNDER
        content.gravity = if (width > height && !fits) Gravity.BOTTOM else Gravity.TOP
        for ((child, margin) in listOf(scroll to 0, question to pixels(MARGIN_DP), buttons to pixels(MARGIN_DP))) {
            (child.layoutParams as LayoutParams).run {
                marginStart = margin
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
        // First: a text that changes unseen is not spoken.
        text.visibility = if (words.isEmpty()) View.INVISIBLE else View.VISIBLE
        text.text = words
    }

    /** Asks in `words` whether the head is covered, or no longer. */
    fun ask(words: Words?) = question.ask(words)

    /** Offers `offered`, in this order. */
    fun offer(offered: List<PanelAction>) {
        if (offered == actions) return
        actions = offered
        buttons.removeAllViews()
        buttons.visibility = if (offered.isEmpty()) View.GONE else View.VISIBLE
        for (action in offered) {
            val button = Button(context).apply {
                setText(action.label)
                setOnClickListener { act(action) }
            }
            buttons.addView(button, LayoutParams(MATCH_PARENT, WRAP_CONTENT))
        }
    }

    private companion object {
        const val TEXT_SP = 22f
        const val MARGIN_DP = 16

        /** Share of a wide window's width that the face does not need. */
        const val TEXT_SHARE = 0.3f
        const val LEAST_ROOM_DP = 180

        /** Share of the height that the question may take: under the face, and beside it, where only the text needs some. */
        const val SHARE_UNDER = 0.6f
        const val SHARE_BESIDE = 0.75f
    }
}
