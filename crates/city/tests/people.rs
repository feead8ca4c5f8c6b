//! People on the whole site, on both databases: how they sign in, what they may see, and what strangers cannot do.

#[path = "people/journeys.rs"]
mod journeys;
#[path = "people/mailbox.rs"]
mod mailbox;
#[path = "people/permissions.rs"]
mod permissions;
#[path = "people/routes.rs"]
mod routes;
#[path = "people/site.rs"]
mod site;
#[path = "people/strangers.rs"]
mod strangers;
#[path = "people/timing.rs"]
mod timing;
#[path = "people/visitor.rs"]
mod visitor;
#[path = "people/world.rs"]
mod world;
