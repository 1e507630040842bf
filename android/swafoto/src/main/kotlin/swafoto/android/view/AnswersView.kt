package swafoto.android.view

import android.content.Context
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.LinearLayout
import swafoto.Question
import swafoto.android.R

/**
 * The two answers to the question, of the same weight: side by side, or one under the other where they need more room.
 *
 * @param answer called when a button is pressed.
 */
internal class AnswersView(context: Context, theme: SelfieTheme, answer: (covered: Boolean) -> Unit) : LinearLayout(context) {
    private val yes = button(context, theme, ButtonLook.OUTLINED) { answer(true) }.apply { id = R.id.swafoto_question_yes }
    private val no = button(context, theme, ButtonLook.OUTLINED) { answer(false) }.apply { id = R.id.swafoto_question_no }

    init {
        for (button in listOf(yes, no)) addView(button, LayoutParams(MATCH_PARENT, WRAP_CONTENT))
    }

    fun show(question: Question) {
        yes.text = question.yes
        no.text = question.no
    }

    override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int) {
        val width = MeasureSpec.getSize(widthMeasureSpec)
        val free = MeasureSpec.makeMeasureSpec(0, MeasureSpec.UNSPECIFIED)
        for (button in listOf(yes, no)) button.measure(free, free)
        val space = pixels(SMALL_DP)
        val beside = 2 * maxOf(yes.measuredWidth, no.measuredWidth) + space <= width
        orientation = if (beside) HORIZONTAL else VERTICAL
        for (button in listOf(yes, no)) (button.layoutParams as LayoutParams).run {
            this.width = if (beside) 0 else MATCH_PARENT
            height = if (beside) MATCH_PARENT else WRAP_CONTENT
            weight = if (beside) 1f else 0f
            marginStart = if (beside && button === no) space else 0
            topMargin = if (!beside && button === no) space else 0
            resolveLayoutDirection(this@AnswersView.layoutDirection)
        }
        super.onMeasure(widthMeasureSpec, heightMeasureSpec)
    }
}
