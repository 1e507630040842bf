//! The pictograms of help, by what they show; each has a text for those who do not see it.

use super::keys::keys;

keys! { ($) for_each_picture;
    /// A pictogram.
    Picture:
    /// A phone held level with the face, the whole head in view.
    Distance, "distance";
    /// One face inside the frame.
    OneFace, "one-face";
    /// A hat lifted off the head.
    HatOff, "hat-off";
    /// A headscarf with forehead, cheeks and chin in view.
    Scarf, "scarf";
    /// Glasses being taken off.
    GlassesOff, "glasses-off";
    /// Mask off, hand away from the face.
    FaceFree, "face-free";
    /// Hair tucked behind the ear.
    Ears, "ears";
    /// A person facing a bright window.
    LightInFront, "light-in-front";
    /// A phone at eye level, the face straight.
    EyeLevel, "eye-level";
    /// Head and phone upright.
    Upright, "upright";
    /// Both eyes open and clear of hair.
    Eyes, "eyes";
    /// Lips together, the face relaxed.
    Mouth, "mouth";
    /// The lens wiped with a cloth.
    Lens, "lens";
    /// Two hands on the phone, elbows resting.
    Still, "still";
    /// A person in front of a plain wall.
    PlainWall, "plain-wall";
    /// Ordinary colours: a filter switched off.
    Colours, "colours";
}
