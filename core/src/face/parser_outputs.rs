//! What the parser's numbers stand for, by name and in their order.

/// What a pixel of a head crop shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum PixelClass {
    /// Whatever is behind the person.
    Background,
    /// Skin of the face, with nose, lips, brows and eyes.
    Skin,
    /// An ear.
    Ear,
    /// Hair of the head, or a beard.
    Hair,
    /// Frame or lens of glasses.
    Eyewear,
    /// Hat, cap, helmet, hood.
    Hat,
    /// Hijab, turban, wrap.
    Scarf,
    /// The neck.
    Neck,
    /// Clothes below the neck.
    Clothing,
    /// Mask, hand, phone or another object.
    OtherOccluder,
}

impl PixelClass {
    /// Every class, in the order of the network's output.
    pub const ALL: [Self; 10] = [
        Self::Background,
        Self::Skin,
        Self::Ear,
        Self::Hair,
        Self::Eyewear,
        Self::Hat,
        Self::Scarf,
        Self::Neck,
        Self::Clothing,
        Self::OtherOccluder,
    ];

    /// Its name in a network's metadata.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Background => "background",
            Self::Skin => "skin",
            Self::Ear => "ear",
            Self::Hair => "hair",
            Self::Eyewear => "eyewear",
            Self::Hat => "hat",
            Self::Scarf => "scarf",
            Self::Neck => "neck",
            Self::Clothing => "clothing",
            Self::OtherOccluder => "other_occluder",
        }
    }
}

/// Logits of the attribute output.
pub(super) const ATTRIBUTES: usize = 11;

/// The attributes in the order of the network's output, as its metadata names them. Left and right are the picture's.
pub(super) const ATTRIBUTE_NAMES: [&str; ATTRIBUTES] = [
    "eyewear_none",
    "eyewear_clear",
    "eyewear_tinted",
    "head_none",
    "head_hat",
    "head_scarf",
    "ear_image_left_shown",
    "ear_image_right_shown",
    "face_covered",
    "ear_image_left_full",
    "ear_image_right_full",
];

/// Where each attribute's logit stands for the mirror image: the ears change places.
pub(super) const MIRRORED_ATTRIBUTE: [usize; ATTRIBUTES] = [0, 1, 2, 3, 4, 5, 7, 6, 8, 10, 9];

/// The attributes that are about an ear.
pub(super) const EAR_ATTRIBUTES: [usize; 4] = [6, 7, 9, 10];
