import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import {
  NavContentComponentProps,
  NavContentNavItem,
} from '@backstage/plugin-app-react';
import { RiMenuLine, RiSettings3Line } from '@remixicon/react';

/**
 * The pages in the order in which this portal's people use them, then whatever else is installed. On
 * phones the groups become the bar at the bottom.
 */
export function PortalSidebar({ navItems }: NavContentComponentProps) {
  const nav = navItems.withComponent(NavLink);
  const search = nav.take('page:search');
  const fleet = nav.take('page:upgrade');
  const catalog = nav.take('page:catalog');
  const templates = nav.take('page:scaffolder');
  const notifications = nav.take('page:notifications');
  const settings = nav.take('page:user-settings');
  return (
    <Sidebar>
      <SidebarGroup label="Menu" icon={<RiMenuLine />}>
        {search}
        <SidebarDivider />
        {fleet}
        {catalog}
        {templates}
        <SidebarScrollWrapper>
          {nav.rest({ sortBy: 'title' })}
        </SidebarScrollWrapper>
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      <SidebarGroup label="You" icon={<RiSettings3Line />} to="/settings">
        {notifications}
        {settings}
      </SidebarGroup>
    </Sidebar>
  );
}

function NavLink({ href, title, icon }: NavContentNavItem) {
  return <SidebarItem to={href} text={title} icon={() => icon} />;
}
