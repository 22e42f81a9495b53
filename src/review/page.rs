//! Where a review is looked at: the paths of its pages.

use super::ReviewKey;
use crate::PersonId;

impl ReviewKey {
    /// The page of the review, for who reads it: one's own has no name in its address.
    pub fn page(self, reader: PersonId) -> String {
        self.below("/review", reader)
    }

    /// The page of the plan that comes of it, for who reads it: one's own has no name in its address.
    pub fn plan_page(self, reader: PersonId) -> String {
        self.below("/plan", reader)
    }

    /// The page on which a peer writes. It always has a name in its address: nobody is their own peer.
    pub fn input_page(self) -> String {
        format!("/review/{}/{}/input", self.cycle, self.person)
    }

    fn below(self, root: &str, reader: PersonId) -> String {
        if self.person == reader { format!("{root}/{}", self.cycle) } else { format!("{root}/{}/{}", self.cycle, self.person) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CycleId;
    use uuid::Uuid;

    #[test]
    fn ones_own_has_no_name_in_its_address() {
        let [own, other] = [1, 2].map(|number| PersonId::from_uuid(Uuid::from_u128(number)));
        let key = ReviewKey { cycle: CycleId::from_uuid(Uuid::from_u128(7)), person: own };
        let (cycle, person) = ("00000000-0000-0000-0000-000000000007", "00000000-0000-0000-0000-000000000001");
        assert_eq!([key.page(own), key.plan_page(own)], [format!("/review/{cycle}"), format!("/plan/{cycle}")]);
        assert_eq!(
            [key.page(other), key.plan_page(other)],
            [format!("/review/{cycle}/{person}"), format!("/plan/{cycle}/{person}")]
        );
        assert_eq!(key.input_page(), format!("/review/{cycle}/{person}/input"));
    }
}
